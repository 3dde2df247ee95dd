package org.lianxin.launch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lianxin.launch.postgres.DatabaseAddress;
import org.lianxin.launch.postgres.Refusal;

/** {@code serve}: the program in service, without demo data. Its public address is fixed at the first start, since links and feeds carry it. */
record ServeCommand(Options options) implements Command {

    @Override
    public int run(Terminal terminal) {
        DataFolder folder = options.data();
        folder.demandWhole();
        if (folder.isDemo()) {
            throw new Refusal("launch.serve.demo-folder", folder.root());
        }
        int port = options.port(8080);
        String bind = options.value("bind").orElse("127.0.0.1");
        Optional<DatabaseAddress> outside = Installation.outside();
        Service service = Service.of(terminal);
        // before the port: who starts it twice on one folder is told that, not that the port is taken
        DataFolder.Hold hold = folder.hold();
        Service.portIsFree(bind, port);
        folder.create();
        String publicUrl = publicUrl(folder);
        Installation installation = service.hold(Installation.toServe(folder, hold, outside, terminal));
        terminal.say("launch.starting");
        Map<String, Object> settings = new HashMap<>(mail());
        settings.putAll(Proxies.settings(Installation.setting("LIANXIN_PROXY", "")));
        settings.put("server.port", port);
        settings.put("server.address", bind);
        settings.put("lianxin.public-url", publicUrl);
        service.hold(installation.serve(settings));
        terminal.say("launch.serving", publicUrl, bind, Integer.toString(port), folder.programLog());
        return STAYS;
    }

    /** As first set by {@code LIANXIN_PUBLIC_URL}; kept in the folder, and refused where it differs later. */
    static String publicUrl(DataFolder folder) {
        Path kept = folder.root().resolve("public-url");
        String wanted = Installation.setting("LIANXIN_PUBLIC_URL", "");
        try {
            if (Files.exists(kept)) {
                String fixed = Files.readString(kept).strip();
                if (!wanted.isEmpty() && !wanted.equals(fixed)) {
                    throw new Refusal("launch.serve.public-url-fixed", fixed, wanted);
                }
                return fixed;
            }
            if (wanted.isEmpty()) {
                throw new Refusal("launch.serve.public-url-missing");
            }
            URI address = URI.create(wanted);
            if (address.getHost() == null
                    || !(wanted.startsWith("https://") || wanted.startsWith("http://"))
                    || wanted.endsWith("/")) {
                throw new Refusal("launch.serve.public-url-form", wanted);
            }
            Path part = folder.root().resolve("public-url.part");
            Files.writeString(part, wanted + "\n");
            // whole or not at all: an empty one would be no address, and one that cannot be changed
            Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
            return wanted;
        } catch (IllegalArgumentException noAddress) {
            throw new Refusal("launch.serve.public-url-form", wanted).because(noAddress);
        } catch (IOException disk) {
            throw new Refusal("launch.folder.not-writable", kept, String.valueOf(disk.getMessage())).because(disk);
        }
    }

    /** {@code LIANXIN_SMTP_HOST}, {@code _PORT} (587), {@code _USER}, {@code _PASSWORD}, {@code _STARTTLS} (true): how mails go out. */
    private static Map<String, Object> mail() {
        String host = Installation.setting("LIANXIN_SMTP_HOST", "");
        if (host.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> mail = new HashMap<>();
        mail.put("spring.mail.host", host);
        mail.put("spring.mail.port", Installation.setting("LIANXIN_SMTP_PORT", "587"));
        String user = Installation.setting("LIANXIN_SMTP_USER", "");
        if (!user.isEmpty()) {
            mail.put("spring.mail.username", user);
            mail.put("spring.mail.password", Installation.setting("LIANXIN_SMTP_PASSWORD", ""));
            mail.put("spring.mail.properties.mail.smtp.auth", "true");
        }
        boolean encrypted =
                Installation.setting("LIANXIN_SMTP_STARTTLS", "true").equals("true");
        mail.put("spring.mail.properties.mail.smtp.starttls.enable", encrypted);
        mail.put("spring.mail.properties.mail.smtp.starttls.required", encrypted);
        return mail;
    }
}

package org.lianxin.launch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.kernel.Settings;
import org.lianxin.launch.city.City;
import org.lianxin.launch.postgres.EmbeddedPostgres;
import org.lianxin.launch.postgres.Refusal;
import org.lianxin.launch.postgres.ServerSettings;
import org.lianxin.web.Pages;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code demo}: the demo city on this machine alone. The first start fills it; later ones find it as it was left. */
record DemoCommand(Options options) implements Command {
    private static final String ADDRESS = "127.0.0.1";

    @Override
    public int run(Terminal terminal) {
        DataFolder folder = options.data();
        folder.demandWhole();
        int port = options.port(8080);
        Service service = Service.of(terminal);
        DataFolder.Hold hold = folder.hold();
        if (options.has("fresh") || folder.isHalfFilled()) {
            endLeftOvers(folder, terminal);
            folder.deleteDemo();
        }
        if (!folder.isDemo() && folder.hasDatabase()) {
            throw new Refusal("launch.demo.not-a-demo", folder.root());
        }
        Service.portIsFree(ADDRESS, port);
        folder.create();
        folder.markAsDemo();
        Simulation simulated = service.hold(Simulation.start(folder));
        Installation installation = service.hold(Installation.toServe(folder, hold, Optional.empty(), terminal));
        terminal.say("launch.starting");
        String address = "http://" + ADDRESS + ":" + port;
        Map<String, Object> settings = new HashMap<>(networks(simulated));
        settings.put("server.port", port);
        settings.put("server.address", ADDRESS);
        settings.put("lianxin.public-url", address);
        settings.put("lianxin.demo", "true");
        settings.put("logging.threshold.console", "OFF");
        ConfigurableApplicationContext program = service.hold(installation.serve(settings));
        simulated.ready();
        City city = program.getBean(City.class);
        if (program.getBean(Settings.class).text(City.READY, "").isEmpty()) {
            folder.markAsHalfFilled();
            city.fill(terminal, simulated.addresses());
            folder.markAsFilled();
        } else {
            city.goOn(simulated.addresses());
        }
        terminal.say("launch.demo.ready", address, address + "/console");
        for (String network : Simulation.NETWORKS) {
            terminal.say("launch.demo.network." + network, simulated.address(network));
        }
        terminal.say("launch.demo.names", City.PASSWORD);
        names(program, terminal);
        letter(program, address, terminal);
        terminal.say("launch.demo.stop", folder.root());
        return STAYS;
    }

    /** What a newcomer does shows at once: no real network is asked so often, nor allows it. */
    private static Map<String, Object> networks(Simulation simulated) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("lianxin.sandbox.url", simulated.address("sandbox").toString());
        for (String door : List.of("api", "commercial", "messages", "web", "files")) {
            settings.put("lianxin.weibo." + door, simulated.address("weibo").toString());
        }
        settings.put("lianxin.weibo.calls", "1000000/1d");
        settings.put("lianxin.weibo.poll", "10s");
        settings.put("lianxin.wechat.api", simulated.address("wechat").toString());
        settings.put("lianxin.wechat.open", simulated.address("wechat").toString());
        settings.put("lianxin.wechat.sign-in", City.SIGN_IN);
        // nobody reads a demo inside WeChat: here every browser counts as its own
        settings.put("lianxin.wechat.browser", "");
        settings.put("lianxin.wechat.poll", "10s");
        settings.put("lianxin.discourse.poll", "10s");
        settings.put("lianxin.feeds.poll", "10s");
        settings.put("lianxin.mastodon.poll", "10s");
        // simulators of servers that have addresses of their own are asked as these are: by the guarded way
        // what the operator allows stays allowed
        String more = System.getenv("LIANXIN_OUTBOUND_ALLOW");
        settings.put("lianxin.outbound.allow", more == null || more.isBlank() ? ADDRESS : ADDRESS + "," + more);
        settings.put("lianxin.outbound.http", "true");
        return settings;
    }

    private static void names(ConfigurableApplicationContext program, Terminal terminal) {
        Pages pages = program.getBean(Pages.class);
        for (String line : program.getBean(City.class).signInNames()) {
            String[] part = line.split("\\|", 4);
            terminal.plain("  %-16s %s  %s  %s"
                    .formatted(
                            part[0],
                            part[1],
                            part[2],
                            pages.texts(terminal.locale()).of("identity.role." + part[3])));
        }
    }

    /** What a citizen took home, found again at every start. */
    private static void letter(ConfigurableApplicationContext program, String address, Terminal terminal) {
        String[] part = program.getBean(Settings.class).text(City.LETTER, "").split("\\|", 2);
        if (part.length == 2) {
            terminal.say("launch.demo.letter", address + "/follow", part[0], part[1]);
        }
    }

    /** What a killed demo left running would write on into a folder that is being deleted. */
    private static void endLeftOvers(DataFolder folder, Terminal terminal) {
        Simulation.endLeftOver(folder);
        if (folder.hasDatabase()
                && EmbeddedPostgres.running(folder.postgres(), folder.databasePassword())
                        .isPresent()) {
            EmbeddedPostgres.start(
                            folder.postgres(),
                            folder.databasePassword(),
                            folder.postgresLog(),
                            ServerSettings.durable(),
                            terminal)
                    .close();
        }
    }
}

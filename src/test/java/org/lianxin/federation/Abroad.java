package org.lianxin.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicLong;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Positioning;
import org.lianxin.support.Cast;
import org.springframework.context.ApplicationContext;

/** Accounts of the fediverse for tests, and asking for them from outside. */
final class Abroad {
    private static final AtomicLong NEXT = new AtomicLong();

    private Abroad() {}

    static Account account(ApplicationContext context, String unit) {
        return account(context, unit, unit + NEXT.incrementAndGet(), AccountState.TRIAL, AccountState.LIVE);
    }

    static Account account(ApplicationContext context, String unit, String handle, AccountState... life) {
        Accounts accounts = context.getBean(Accounts.class);
        NewAccount wanted = NewAccount.of(Cast.in(context).unit(unit).id(), Platform.FEDIVERSE, handle, "示范账号" + handle)
                .with(new Positioning("市民", "路况 & 提醒", "", "有问必答", ""))
                .withExcuse("测试用的另一个账号");
        Account made = accounts.open(wanted, null).orThrow();
        for (AccountState state : life) {
            made = accounts.move(made.id(), state, "测试", null).orThrow();
        }
        return made;
    }

    static HttpResponse<String> get(int port, String path, String... headers) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package org.lianxin.shape;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.cases.Case;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.lianxin.shape.Callers.Caller;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * What nobody sees and no database keeps is answered with a sentence, wherever it stands: every field of every endpoint is sent with a NUL
 * in it, by somebody who may, about a real thing.
 */
// by itself: what others typed wrong at the sign-in counts against this machine too
@LianxinTest(properties = {"lianxin.delivery.worker=false", "lianxin.tests.shape=unseen"})
class UnseenTests {
    private static final String NUL = "字\0字";
    private static final Pattern NAME = Pattern.compile(" name=\"([a-zA-Z0-9.-]+)\"");

    /** The page for what a form has not looked at itself: then the form is lost. */
    private static final String LOST = "请退回上一页，把它删去再寄";

    @Autowired
    ApplicationContext context;

    @LocalServerPort
    int port;

    private Callers callers;
    private Things things;
    private final Map<String, HandlerMethod> handlers = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int sent;

    @BeforeEach
    void meet() {
        callers = new Callers(context, port);
        things = new Things(context, callers);
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, handler) -> info.getPatternValues()
                        .forEach(path -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> handlers.put(verb + " " + path, handler))));
    }

    @Test
    void no_question_with_a_nul_in_it_is_a_fault() {
        for (Endpoint endpoint : Endpoint.written()) {
            if (endpoint.method().equals("GET") && !endpoint.forApps()) {
                for (String field : fields(endpoint)) {
                    String path = endpoint.at("1") + "?" + field + "=" + URLEncoder.encode(NUL, StandardCharsets.UTF_8);
                    HttpResponse<String> answer = callers.saying(asker(endpoint), "GET", path, Map.of());
                    sent++;
                    if (answer.statusCode() != 422) {
                        wrong.add(path + ": " + answer.statusCode());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(sent).isGreaterThan(50);
    }

    @Test
    void no_form_with_a_nul_in_a_field_is_a_fault_or_lost() {
        for (Endpoint endpoint : Endpoint.written()) {
            if (!endpoint.safe() && !endpoint.forPrograms()) {
                tell(endpoint, NUL);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(sent).isGreaterThan(200);
    }

    @Test
    void no_program_that_sends_a_nul_or_half_a_character_is_answered_with_a_fault() {
        for (Endpoint endpoint : Endpoint.written()) {
            if (!endpoint.safe() && endpoint.forPrograms()) {
                tell(endpoint, NUL);
                tell(endpoint, "字\ud83d字");
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(sent).isGreaterThan(100);
    }

    @Test
    void a_login_with_a_nul_in_it_is_simply_wrong() {
        HttpResponse<String> answer = callers.saying(
                Callers.NOBODY, "POST", "/sign-in", Map.of("login", "water.editor\0", "password", "Wrong-2026"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("账号或密码不对");
    }

    @Test
    void a_form_with_a_nul_in_it_comes_back_with_its_sentence_and_everything_typed() {
        Case letter = Deeds.of("water", Things.WORDS, context).letter(false, "");
        HttpResponse<String> answer = callers.saying(
                Callers.of(Role.EDITOR, "water"),
                "POST",
                "/console/cases/" + letter.id() + "/return",
                Map.of("version", letter.version(), "reason", "不归我们管\0，请转城管"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("里面有一个看不见的控制字符", "不归我们管", "，请转城管");
    }

    @Test
    void a_picture_of_an_answer_is_not_described_with_what_nobody_sees() {
        Deeds deeds = Deeds.of("water", Things.WORDS, context);
        Reply.Picture picture = new Reply.Picture(deeds.picture(), "一张\0图");
        Outcome<Reply> saved = context.getBean(Replies.class)
                .save(
                        deeds.letter(false, "").id(),
                        0,
                        new Replies.Draft(Reply.Kind.FINAL, "已经修好。", List.of(picture)),
                        Cast.in(context).person("water.editor"));
        assertThat(saved).isEqualTo(Unseen.refused("pictures"));
    }

    private void tell(Endpoint endpoint, String text) {
        if (endpoint.forApps()) {
            // they take no fields by name; their one reader is tried in the tests of its module
            return;
        }
        Caller caller = asker(endpoint);
        String path = null;
        for (String field : fields(endpoint)) {
            path = path == null ? address(endpoint) : path;
            HttpResponse<String> answer = callers.saying(caller, endpoint.method(), path, Map.of(field, text));
            for (int version = 0; version <= 3 && answer.statusCode() == 409 && !field.equals("version"); version++) {
                // which version a fresh thing has is its own affair
                answer = callers.saying(caller, endpoint.method(), path, Map.of(field, text, "version", version));
            }
            sent++;
            if (answer.statusCode() >= 500 || answer.body().contains(LOST)) {
                wrong.add(endpoint + " " + field + " by " + caller + ": " + answer.statusCode());
            }
            if (answer.statusCode() != 422) {
                // it may have been done, or nothing is left to do it with
                path = null;
            }
        }
    }

    private String address(Endpoint endpoint) {
        if (!endpoint.hasId()) {
            return endpoint.at("1");
        }
        return endpoint.at(
                endpoint.open()
                        ? endpoint.path().startsWith("/follow")
                                ? things.inPublic(endpoint).shown().get()
                                : "1"
                        : things.belonging(endpoint).made().get());
    }

    /** Somebody who may: of the water unit, to whom the things belong. */
    private Caller asker(Endpoint endpoint) {
        if (endpoint.open()) {
            return Callers.NOBODY;
        }
        Set<String> theirs = endpoint.hasId() ? things.belonging(endpoint).theirs() : Set.of();
        return Stream.concat(
                        Stream.of(Role.OFFICE, Role.EDITOR, Role.LEADER, Role.INSPECTOR)
                                .map(role -> Callers.of(role, "water")),
                        Callers.all().stream().filter(Caller::admin))
                .filter(endpoint::lets)
                .filter(c -> theirs.isEmpty() || theirs.contains(Objects.toString(c.login(), "")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody for " + endpoint));
    }

    /** The fields by which the handler takes something: its parameters, those of its records, or what the module's pages name. */
    private Set<String> fields(Endpoint endpoint) {
        HandlerMethod handler = Objects.requireNonNull(handlers.get(endpoint.toString()), endpoint.toString());
        Set<String> fields = new TreeSet<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            parameter.initParameterNameDiscovery(new org.springframework.core.DefaultParameterNameDiscoverer());
            Class<?> type = parameter.getParameterType();
            var named = parameter.getParameterAnnotation(org.springframework.web.bind.annotation.RequestParam.class);
            if (parameter.hasParameterAnnotation(PathVariable.class)) {
                continue;
            } else if (Map.class.isAssignableFrom(type)
                    || (type == HttpServletRequest.class && !endpoint.safe() && !endpoint.forPrograms())) {
                fields.addAll(inPages(handler));
            } else if (named != null && (type == String.class || type == List.class)) {
                fields.add(
                        named.name().isEmpty() ? Objects.requireNonNull(parameter.getParameterName()) : named.name());
            } else if (type.isRecord() && !type.getPackageName().equals("org.lianxin.web") && named == null) {
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .forEach(fields::add);
            }
        }
        return fields;
    }

    private static Set<String> inPages(HandlerMethod handler) {
        String module = handler.getBeanType().getPackageName().split("\\.")[2];
        Set<String> names = new TreeSet<>();
        for (Path page : Sources.files(Path.of("src/main/jte", module), ".jte")) {
            NAME.matcher(Sources.read(page))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(names::add);
        }
        names.remove("_csrf");
        return names;
    }
}

package org.lianxin.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** Turns a view name ({@code cases/cases/index}) into its compiled JTE template; the model's {@code page} comes from {@link Pages}. */
@Component
public class Renderer implements ViewResolver, Ordered {
    private final TemplateEngine engine;
    private final Pages pages;

    Renderer(Pages pages) {
        this.engine = TemplateEngine.createPrecompiled(
                null, ContentType.Html, Renderer.class.getClassLoader(), "org.lianxin.pages");
        this.pages = pages;
    }

    /** The HTML of a template with its {@link Page}, for bytes that are made outside a request's view: errors, mails, ready pages. */
    public String page(String template, Page page, Map<String, Object> model) {
        Map<String, Object> all = new HashMap<>(model);
        all.put("page", page);
        return fragment(template, all);
    }

    /** The HTML of a template from exactly these parameters. */
    public String fragment(String template, Map<String, Object> parameters) {
        StringOutput output = new StringOutput(16_384);
        engine.render(template + ".jte", parameters, output);
        return output.toString();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) {
        if (name.startsWith("redirect:") || name.startsWith("forward:") || !engine.hasTemplate(name + ".jte")) {
            return null;
        }
        return new View() {
            @Override
            public String getContentType() {
                return "text/html;charset=UTF-8";
            }

            @Override
            public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                    throws Exception {
                Map<String, Object> parameters = new HashMap<>();
                if (model != null) {
                    model.forEach((key, value) -> {
                        if (value != null && !key.startsWith("org.springframework")) {
                            parameters.put(key, value);
                        }
                    });
                }
                Page page = pages.of(request);
                parameters.put("page", page);
                byte[] bytes = fragment(name, parameters).getBytes(StandardCharsets.UTF_8);
                response.setLocale(page.t.locale());
                response.setContentType(getContentType());
                response.setContentLength(bytes.length);
                response.getOutputStream().write(bytes);
            }
        };
    }
}

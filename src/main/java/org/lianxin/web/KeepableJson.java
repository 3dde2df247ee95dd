package org.lianxin.web;

import java.util.stream.Collectors;
import org.lianxin.kernel.Unseen;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** What programs send: a text with a character that no database keeps is refused with its place, whatever it was meant for. */
@Configuration
class KeepableJson implements WebMvcConfigurer {
    private final JsonMapper json;

    KeepableJson(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        SimpleModule texts = new SimpleModule("keepable").addDeserializer(String.class, new Keepable());
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(
                json.rebuild().addModule(texts).build()));
    }

    /** NUL or half a character in one of the texts. */
    static final class Unkeepable extends DatabindException {
        Unkeepable(JsonParser at) {
            super(at, "a character that cannot be kept");
        }

        /** The path of the text, with dots. */
        String field() {
            return getPath().stream()
                    .map(step ->
                            step.getPropertyName() == null ? Integer.toString(step.getIndex()) : step.getPropertyName())
                    .collect(Collectors.joining("."));
        }
    }

    private static final class Keepable extends StdScalarDeserializer<String> {
        Keepable() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser at, DeserializationContext context) {
            String text = StringDeserializer.instance.deserialize(at, context);
            if (text != null && Unseen.unkeepable(text)) {
                throw new Unkeepable(at);
            }
            return text;
        }
    }
}

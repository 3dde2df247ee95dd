package org.lianxin.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Collects {@code messages/<module>_{zh_CN,en}.properties} of all modules into one table, so that a page finds each text at once. */
@Configuration
class TextsConfiguration {

    @Bean
    MessageSource messageSource() throws IOException {
        StaticMessageSource all = new StaticMessageSource();
        all.setAlwaysUseMessageFormat(true);
        add(all, "zh_CN", Locale.SIMPLIFIED_CHINESE);
        add(all, "en", Locale.ENGLISH);
        return all;
    }

    private static void add(StaticMessageSource all, String language, Locale locale) throws IOException {
        for (Resource file : new PathMatchingResourcePatternResolver()
                .getResources("classpath*:messages/*_" + language + ".properties")) {
            Properties texts = new Properties();
            try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                texts.load(reader);
            }
            texts.forEach((key, text) -> all.addMessage((String) key, locale, (String) text));
        }
    }
}

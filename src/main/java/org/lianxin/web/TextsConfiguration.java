package org.lianxin.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Collects {@code messages/<module>_{zh_CN,en}.properties} of all modules. */
@Configuration
class TextsConfiguration {

    @Bean
    MessageSource messageSource() throws IOException {
        String[] names = Arrays.stream(new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:messages/*_zh_CN.properties"))
                .map(r -> Objects.requireNonNull(r.getFilename()))
                .map(name -> "messages/" + name.substring(0, name.indexOf("_zh_CN")))
                .distinct()
                .toArray(String[]::new);
        ResourceBundleMessageSource source = new ResourceBundleMessageSource();
        source.setBasenames(names);
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setDefaultLocale(java.util.Locale.SIMPLIFIED_CHINESE);
        source.setAlwaysUseMessageFormat(true);
        return source;
    }
}

package org.lianxin.kernel;

import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class KernelConfiguration {

    @Bean
    LianxinClock clock(@Value("${lianxin.zone:Asia/Shanghai}") ZoneId zone) {
        return new LianxinClock(zone);
    }
}

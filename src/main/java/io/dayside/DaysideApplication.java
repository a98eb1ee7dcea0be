package io.dayside;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The one Spring Boot application. Everything it does lives in the rooms below this package. */
@SpringBootApplication
public class DaysideApplication {

    static void main(String... args) {
        SpringApplication.run(DaysideApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}

package io.dayside;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The one Spring Boot application. Everything it does lives in the rooms below this package. */
@SpringBootApplication
public class DaysideApplication {

    static void main(String... args) {
        SpringApplication.run(DaysideApplication.class, args);
    }
}

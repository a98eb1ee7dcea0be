package io.dayside.identity;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What is asked for under an address that nothing has, ahead of the framework's advice, which has the order 0. */
@RestControllerAdvice
@Order(-1)
class UnknownAddresses {

    @ExceptionHandler
    ProblemDetail unknown(NoResourceFoundException unknown) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.NOT_FOUND, "There is nothing at this address. The API is described in docs/api.md.");
    }
}

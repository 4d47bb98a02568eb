package org.followthrough.web;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers refusals and mistakes over REST, always as problem details (RFC 9457) and never
 * with anything internal.
 */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class RestRefusals extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(RestRefusals.class);

	@ExceptionHandler
	ResponseEntity<ProblemDetail> refused(Refusal refusal) {
		ProblemDetail problem = Problems.of(refusal);
		return ResponseEntity.status(problem.getStatus()).body(problem);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> overtaken(ConcurrencyFailureException failure) {
		return ResponseEntity.status(HttpStatus.CONFLICT)
			.body(Problems.of(HttpStatus.CONFLICT,
					"Somebody else changed this at the same moment. Look at it again, then repeat your request."));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> broken(RuntimeException failure) {
		log.error("A request failed", failure);
		return ResponseEntity.internalServerError()
			.body(Problems.of(HttpStatus.INTERNAL_SERVER_ERROR,
					"Something went wrong on our side. Nothing was changed; please try again, and tell your "
							+ "administrator if it keeps happening."));
	}

	@Override
	protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException failure,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, "The request is not JSON of the expected form.");
		if (failure.getCause() instanceof JsonMappingException mapping) {
			String field = path(mapping);
			String message = (mapping instanceof UnrecognizedPropertyException unknown)
					? "There is no field \"" + unknown.getPropertyName() + "\" here. The fields are "
							+ unknown.getKnownPropertyIds() + "."
					: (mapping instanceof InvalidFormatException) ? "\"" + field + "\" has a value of the wrong type."
							: "\"" + field + "\" can't be read.";
			problem.setDetail(message);
			Map<String, String> error = new LinkedHashMap<>();
			error.put("field", field);
			error.put("message", message);
			problem.setProperty("errors", java.util.List.of(error));
		}
		return ResponseEntity.badRequest().body(problem);
	}

	private static String path(JsonMappingException mapping) {
		StringBuilder path = new StringBuilder();
		for (JsonMappingException.Reference step : mapping.getPath()) {
			if (step.getFieldName() != null) {
				path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
			}
		}
		return path.toString();
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException failure,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		Map<String, String> fields = new LinkedHashMap<>();
		failure.getFieldErrors()
			.forEach((error) -> fields.putIfAbsent(error.getField(),
					"\"" + error.getField() + "\" " + error.getDefaultMessage() + "."));
		ProblemDetail problem = Problems.of(new Invalid(fields));
		return ResponseEntity.status(problem.getStatus()).body(problem);
	}

}

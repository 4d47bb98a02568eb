package org.followthrough.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Tells refusals over HTTP, as problem details (RFC 9457).
 */
@Component
public class Problems {

	private final ObjectMapper json;

	Problems(ObjectMapper json) {
		this.json = json;
	}

	/**
	 * The problem that tells a refusal.
	 * @param refusal what was refused
	 * @return its problem details
	 */
	public static ProblemDetail of(Refusal refusal) {
		ProblemDetail problem = of(status(refusal.kind()), refusal.getMessage());
		if (!refusal.fields().isEmpty()) {
			List<Map<String, String>> errors = refusal.fields().entrySet().stream().map((field) -> {
				Map<String, String> error = new LinkedHashMap<>();
				error.put("field", field.getKey());
				error.put("message", field.getValue());
				return error;
			}).toList();
			problem.setProperty("errors", errors);
		}
		return problem;
	}

	/**
	 * A problem in a sentence.
	 * @param status the HTTP status
	 * @param detail the sentence
	 * @return its problem details
	 */
	public static ProblemDetail of(HttpStatus status, String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setTitle(status.getReasonPhrase());
		return problem;
	}

	/**
	 * The status that tells why something was refused.
	 * @param kind why
	 * @return the status
	 */
	public static HttpStatus status(Refusal.Kind kind) {
		return switch (kind) {
			case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
			case FORBIDDEN -> HttpStatus.FORBIDDEN;
			case NOT_FOUND -> HttpStatus.NOT_FOUND;
			case CONFLICT -> HttpStatus.CONFLICT;
			case GONE -> HttpStatus.GONE;
			case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
			case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
		};
	}

	/**
	 * Writes a problem where no controller answers.
	 * @param response where to
	 * @param status the HTTP status
	 * @param detail the sentence
	 * @param challenge how to sign in, for the header {@code WWW-Authenticate}; null for
	 * none
	 * @throws IOException if the answer can't be written
	 */
	public void write(HttpServletResponse response, HttpStatus status, String detail, @Nullable String challenge)
			throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		if (challenge != null) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
		}
		this.json.writeValue(response.getOutputStream(), of(status, detail));
	}

}

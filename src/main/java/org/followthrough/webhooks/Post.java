package org.followthrough.webhooks;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.followthrough.web.PublicAddresses;
import org.followthrough.web.RetryAfter;
import org.followthrough.web.StrangersHttp;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends one webhook once: signed, following it nowhere, and within its time from the
 * first byte to the last.
 */
@Component
class Post implements DisposableBean {

	private static final int MOST_CONNECTIONS = 50;

	private static final int MOST_TO_ONE = 5;

	private static final int LONGEST_ANSWER = 64 * 1024;

	private final StrangersHttp http;

	private final Duration within;

	private final Clock clock;

	Post(WebhookSettings settings, Clock clock) {
		this.within = settings.within();
		this.http = new StrangersHttp("webhook-alarm", this.within, settings.inside(), MOST_CONNECTIONS, MOST_TO_ONE);
		this.clock = clock;
	}

	/**
	 * Sends it.
	 * @param to the address
	 * @param secrets what it is signed with, the newest first
	 * @param sent what is sent
	 * @return how that went
	 */
	Answer send(String to, List<byte[]> secrets, Delivery sent) {
		Instant at = this.clock.instant();
		HttpPost request = new HttpPost(to);
		request.setHeader("webhook-id", sent.messageId());
		request.setHeader("webhook-timestamp", Long.toString(at.getEpochSecond()));
		request.setHeader("webhook-signature", signatures(secrets, sent, at));
		request.setEntity(
				new StringEntity(sent.payload(), ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
		long begin = System.nanoTime();
		try {
			return this.http.ask(request, (response) -> {
				Answer answer = answered(response, at, took(begin));
				drain(response.getEntity());
				return answer;
			});
		}
		catch (IOException ex) {
			return new Answer(at, took(begin), null, problem(ex), null);
		}
	}

	/**
	 * Nothing that it says matters. A short answer is read, so that the connection serves
	 * again; a long one ends with its connection.
	 */
	private static void drain(@Nullable HttpEntity body) throws IOException {
		if (body != null && body.getContentLength() >= 0 && body.getContentLength() <= LONGEST_ANSWER) {
			EntityUtils.consume(body);
		}
	}

	private static String signatures(List<byte[]> secrets, Delivery sent, Instant at) {
		StringBuilder all = new StringBuilder();
		for (byte[] secret : secrets) {
			try {
				all.append(all.isEmpty() ? "" : " ")
					.append(new Webhook(Endpoints.told(secret)).sign(sent.messageId(), at.getEpochSecond(),
							sent.payload()));
			}
			catch (WebhookSigningException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return all.toString();
	}

	private Answer answered(ClassicHttpResponse response, Instant at, int took) {
		int status = response.getCode();
		if (status >= 200 && status < 300) {
			return new Answer(at, took, status, null, null);
		}
		@Nullable Header header = response.getFirstHeader("Retry-After");
		return new Answer(at, took, status, "It answered with status " + status + ".",
				RetryAfter.read((header != null) ? header.getValue() : null, this.clock.instant()).orElse(null));
	}

	private static int took(long begin) {
		return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
	}

	private String late() {
		return "It did not answer within " + this.within.toSeconds() + " s.";
	}

	private String problem(IOException ex) {
		if (ex instanceof PublicAddresses.WithinHost) {
			return "Its address lies within our own network.";
		}
		if (ex instanceof UnknownHostException) {
			return "There is no such host.";
		}
		if (ex instanceof javax.net.ssl.SSLException) {
			return "Its certificate is not trusted, or it doesn't speak TLS.";
		}
		if (ex instanceof StrangersHttp.TimeIsUp || ex instanceof java.net.SocketTimeoutException
				|| ex instanceof org.apache.hc.client5.http.ConnectTimeoutException) {
			return late();
		}
		return (ex instanceof java.net.ConnectException) ? "It can't be reached."
				: "The connection ended without an answer.";
	}

	@Override
	public void destroy() throws IOException {
		this.http.close();
	}

	/**
	 * How a try went.
	 *
	 * @param at when it began
	 * @param tookMs milliseconds
	 * @param status what was answered; null for nothing
	 * @param problem what went wrong; null for nothing
	 * @param retryAfter when the endpoint wants the next one; null if it didn't say
	 */
	record Answer(Instant at, int tookMs, @Nullable Integer status, @Nullable String problem,
			@Nullable Instant retryAfter) {

		boolean arrived() {
			return this.problem == null;
		}

		/** It wants nothing more, ever. */
		boolean isGone() {
			return this.status != null && this.status == 410;
		}

		/** It, and not what it was sent, is in trouble. */
		boolean isTrouble() {
			return this.status == null || this.status == 429 || this.status == 502 || this.status == 503
					|| this.status == 504;
		}

	}

}

package org.followthrough.webhooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;

/**
 * A program of somebody's that takes webhooks, and checks their signatures by a
 * calculation of its own.
 */
final class Receiver implements AutoCloseable {

	private final HttpServer server;

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile int status = 200;

	private volatile Map<String, String> headers = Map.of();

	private volatile boolean silent;

	Receiver() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::take);
		this.server.setExecutor(Executors.newCachedThreadPool((work) -> {
			Thread thread = new Thread(work, "receiver");
			thread.setDaemon(true);
			return thread;
		}));
		this.server.start();
	}

	String address() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/hooks?token=not-for-the-log";
	}

	void answers(int with, Map<String, String> also) {
		this.headers = also;
		this.status = with;
	}

	void answers(int with) {
		answers(with, Map.of());
	}

	void saysNothing() {
		this.silent = true;
	}

	private void take(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		this.received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
				exchange.getRequestHeaders().getFirst("webhook-id"),
				exchange.getRequestHeaders().getFirst("webhook-timestamp"),
				exchange.getRequestHeaders().getFirst("webhook-signature"),
				exchange.getRequestHeaders().getFirst("Content-Type"), new String(body, StandardCharsets.UTF_8)));
		if (this.silent) {
			try {
				this.end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		this.headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
		exchange.sendResponseHeaders(this.status, -1);
		exchange.close();
	}

	/** All, in the order in which they came. */
	List<Received> all() {
		return List.copyOf(this.received);
	}

	List<Received> of(String type) {
		return this.received.stream().filter((one) -> one.type().equals(type)).toList();
	}

	/** Waits until there are so many, and tells the last. */
	Received await(String type, int number) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> of(type).size() >= number);
		return of(type).get(number - 1);
	}

	void forget() {
		this.received.clear();
	}

	@Override
	public void close() {
		this.end.countDown();
		this.server.stop(0);
	}

	/**
	 * What came.
	 */
	record Received(String method, String path, String id, String timestamp, String signature, String contentType,
			String body) {

		JsonNode json() {
			try {
				return new ObjectMapper().readTree(this.body);
			}
			catch (JsonProcessingException ex) {
				throw new AssertionError(ex);
			}
		}

		String type() {
			return json().path("type").asText();
		}

		/** As the specification has it: HMAC-SHA256 over id, time and body. */
		boolean isSignedWith(String secret) {
			try {
				Mac mac = Mac.getInstance("HmacSHA256");
				mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())),
						"HmacSHA256"));
				String expected = "v1," + Base64.getEncoder()
					.encodeToString(mac
						.doFinal((this.id + "." + this.timestamp + "." + this.body).getBytes(StandardCharsets.UTF_8)));
				return Arrays.asList(this.signature.split(" ")).contains(expected);
			}
			catch (GeneralSecurityException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}

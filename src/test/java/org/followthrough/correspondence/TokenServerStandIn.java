package org.followthrough.correspondence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A token server (RFC 6749) that lets one client in.
 */
final class TokenServerStandIn implements AutoCloseable {

	static final String CLIENT = "followthrough";

	static final String SECRET = "the client's secret";

	static final String CONSENT = "a person's consent";

	private final HttpServer server;

	private final Consumer<String> issued;

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private volatile boolean refuses;

	/**
	 * Starts one.
	 * @param issued gets each token, for the mail server to know it
	 */
	TokenServerStandIn(Consumer<String> issued) {
		this.issued = issued;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/token", this::answer);
		this.server.start();
	}

	String uri() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/token";
	}

	void refuses(boolean now) {
		this.refuses = now;
	}

	List<String> requests() {
		return this.requests;
	}

	private void answer(HttpExchange exchange) throws IOException {
		String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.requests.add(form);
		String client = java.net.URLEncoder.encode(CLIENT, StandardCharsets.UTF_8) + ":"
				+ java.net.URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
		String expected = "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
		boolean known = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
		boolean consented = !form.contains("grant_type=refresh_token")
				|| form.contains("refresh_token=" + java.net.URLEncoder.encode(CONSENT, StandardCharsets.UTF_8));
		if (!known || !consented || this.refuses) {
			say(exchange, 400, "{\"error\":\"" + (known ? "invalid_grant" : "invalid_client") + "\"}");
			return;
		}
		String token = UUID.randomUUID().toString();
		this.issued.accept(token);
		say(exchange, 200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
	}

	private static void say(HttpExchange exchange, int status, String json) throws IOException {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}

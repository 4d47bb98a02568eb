package org.followthrough.trackers;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriUtils;

/**
 * Talks JSON with one tracker: within its time, no more than fits, following it nowhere
 * else (the token goes along), and telling trouble apart.
 */
final class TrackerHttp {

	private static final int LONGEST_WORDS = 300;

	/** Jira writes zones without a colon. */
	private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
		.append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
		.appendPattern("[XXX][XX]")
		.toFormatter(Locale.ROOT);

	private static final ObjectMapper JSON = new ObjectMapper();

	private final String base;

	private final RestClient client;

	private final long most;

	private final Clock clock;

	/**
	 * A connection to a tracker.
	 * @param settings where it is, and how long it may take
	 * @param headers what goes along with each request: how we sign in, above all
	 * @param clock the time
	 */
	TrackerHttp(TrackerSettings.Tracker settings, Map<String, String> headers, Clock clock) {
		this.base = String.valueOf(settings.url());
		this.most = settings.largest().toBytes();
		this.clock = clock;
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(settings.within())
			.build());
		requests.setReadTimeout(settings.within());
		this.client = RestClient.builder()
			.requestFactory(requests)
			.defaultHeader(HttpHeaders.USER_AGENT, "Followthrough")
			.defaultHeaders((all) -> headers.forEach(all::set))
			.build();
	}

	/**
	 * Asks for something.
	 * @param path its segments
	 * @param query names and values
	 * @return the answer
	 * @throws TrackerTrouble if there is none
	 */
	Reply get(List<String> path, Map<String, String> query) {
		return get(path, query, null);
	}

	/**
	 * Asks for something that may be as it was.
	 * @param path its segments
	 * @param query names and values
	 * @param etag what the tracker called the state that is known; null for none
	 * @return the answer, perhaps that nothing changed
	 * @throws TrackerTrouble if there is none
	 */
	Reply get(List<String> path, Map<String, String> query, @Nullable String etag) {
		RestClient.RequestHeadersSpec<?> request = this.client.get().uri(uri(path, query));
		if (etag != null) {
			request.header(HttpHeaders.IF_NONE_MATCH, etag);
		}
		return send(request);
	}

	/**
	 * Asks for the first page of a list that may be as it was.
	 * @param path its segments
	 * @param query names and values
	 * @param etag what the tracker called the state that is known; null for none
	 * @return the answer, with {@link IssueApi#PAGE} items at the most
	 */
	Reply page(List<String> path, Map<String, String> query, @Nullable String etag) {
		return get(path, paged(query, 1), etag);
	}

	/**
	 * Reads a list, {@link IssueApi#MOST_PAGES} pages of it at the most. GitHub and
	 * GitLab number their pages alike.
	 * @param path its segments
	 * @param query names and values
	 * @param each gets each item
	 */
	void pages(List<String> path, Map<String, String> query, Consumer<JsonNode> each) {
		int size = IssueApi.PAGE;
		for (int page = 1; size == IssueApi.PAGE && page <= IssueApi.MOST_PAGES; page++) {
			JsonNode items = get(path, paged(query, page)).body();
			items.forEach(each);
			size = items.size();
		}
	}

	private static Map<String, String> paged(Map<String, String> query, int page) {
		Map<String, String> paged = new LinkedHashMap<>(query);
		paged.put("per_page", String.valueOf(IssueApi.PAGE));
		paged.put("page", String.valueOf(page));
		return paged;
	}

	/**
	 * Reads a moment of an answer.
	 * @param of the thing that it is a moment of
	 * @param field its name
	 * @return the moment, to the millisecond
	 */
	static Instant moment(JsonNode of, String field) {
		try {
			return OffsetDateTime.parse(of.path(field).asText(), MOMENT).toInstant().truncatedTo(ChronoUnit.MILLIS);
		}
		catch (DateTimeException ex) {
			throw new TrackerTrouble(TrackerTrouble.Kind.FAILED, "It answered without saying when (" + field + ").");
		}
	}

	/**
	 * Makes something.
	 * @param path where, in segments
	 * @param body what, to be written as JSON
	 * @return the answer
	 * @throws TrackerTrouble if it was not made, or that isn't known
	 */
	Reply post(List<String> path, Object body) {
		return send(this.client.method(HttpMethod.POST)
			.uri(uri(path, Map.of()))
			.contentType(MediaType.APPLICATION_JSON)
			.body(json(body)));
	}

	private static byte[] json(Object body) {
		try {
			return JSON.writeValueAsBytes(body);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/** Everything is escaped that has a meaning in an address. */
	private URI uri(List<String> path, Map<String, String> query) {
		String segments = path.stream()
			.map((segment) -> UriUtils.encode(segment, "UTF-8"))
			.collect(Collectors.joining("/", "/", ""));
		String parameters = query.entrySet()
			.stream()
			.map((one) -> one.getKey() + "=" + UriUtils.encode(one.getValue(), "UTF-8"))
			.collect(Collectors.joining("&"));
		return URI.create(this.base + segments + (parameters.isEmpty() ? "" : "?" + parameters));
	}

	private Reply send(RestClient.RequestHeadersSpec<?> request) {
		try {
			return request.exchangeForRequiredValue((asked, answer) -> judged(answer));
		}
		catch (ResourceAccessException ex) {
			throw (ex.getCause() instanceof ConnectException || ex.getCause() instanceof HttpConnectTimeoutException)
					? new TrackerTrouble(TrackerTrouble.Kind.UNREACHED, "It can't be reached.")
					: new TrackerTrouble(TrackerTrouble.Kind.SILENT, "It did not answer in time, or not in full.");
		}
	}

	private Reply judged(ClientHttpResponse answer) throws IOException {
		int status = answer.getStatusCode().value();
		byte[] bytes = read(answer.getBody());
		if (status == 304) {
			return new Reply(answer.getHeaders(), MissingNode.getInstance(), true);
		}
		JsonNode body = parsed(bytes, status);
		if (status >= 200 && status < 300) {
			return new Reply(answer.getHeaders(), body, false);
		}
		String words = words(body);
		RateLimit.until(status, answer.getHeaders(), words, this.clock.instant()).ifPresent((until) -> {
			throw TrackerTrouble.busy(until, "It wants to be left alone for a while (status " + status + ").");
		});
		throw new TrackerTrouble(kind(status),
				"It answered with status " + status + (words.isEmpty() ? "." : ": " + words));
	}

	private static TrackerTrouble.Kind kind(int status) {
		if (status >= 500 || status == 408) {
			return TrackerTrouble.Kind.FAILED;
		}
		return switch (status) {
			case 401 -> TrackerTrouble.Kind.DENIED;
			// It lies elsewhere now, or nowhere.
			case 301, 302, 307, 308, 404, 410 -> TrackerTrouble.Kind.GONE;
			default -> TrackerTrouble.Kind.REFUSED;
		};
	}

	private byte[] read(InputStream body) throws IOException {
		byte[] bytes = body.readNBytes((int) Math.min(this.most + 1, Integer.MAX_VALUE));
		if (bytes.length > this.most) {
			throw new TrackerTrouble(TrackerTrouble.Kind.REFUSED,
					"Its answer is larger than " + this.most / 1024 + " KB.");
		}
		return bytes;
	}

	private static JsonNode parsed(byte[] bytes, int status) {
		try {
			JsonNode body = (bytes.length == 0) ? null : JSON.readTree(bytes);
			return (body != null) ? body : MissingNode.getInstance();
		}
		catch (IOException ex) {
			if (status < 300) {
				// Something in between answered, with a page of its own.
				throw new TrackerTrouble(TrackerTrouble.Kind.FAILED, "It answered with something other than JSON.");
			}
			return MissingNode.getInstance();
		}
	}

	/**
	 * What an error says: GitHub and GitLab have {@code message}, GitLab also
	 * {@code error}, Jira {@code errorMessages} and {@code errors}.
	 */
	private static String words(JsonNode body) {
		String all = List.of("message", "error", "errorMessages", "errors")
			.stream()
			.map(body::path)
			.filter((part) -> !part.isMissingNode() && !part.isEmpty() || part.isTextual())
			.map((part) -> part.isTextual() ? part.asText() : part.toString())
			.collect(Collectors.joining(" "));
		return PlainText.line(all, LONGEST_WORDS);
	}

	/**
	 * What a tracker answered.
	 *
	 * @param headers of the answer
	 * @param body its content
	 * @param unchanged whether all is as it was, and there is no content
	 */
	record Reply(HttpHeaders headers, JsonNode body, boolean unchanged) {
	}

}

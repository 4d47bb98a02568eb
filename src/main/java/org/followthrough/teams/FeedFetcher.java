package org.followthrough.teams;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Fetches feeds: no more than fits, no longer than is fair, and from nowhere where they
 * may not lie, wherever they are redirected to.
 */
@Component
class FeedFetcher {

	private static final int MOST_REDIRECTS = 3;

	private final FeedSettings settings;

	private final FeedAddresses addresses;

	private final HttpClient http;

	FeedFetcher(FeedSettings settings, FeedAddresses addresses) {
		this.settings = settings;
		this.addresses = addresses;
		this.http = HttpClient.newBuilder()
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(settings.within())
			.build();
	}

	/**
	 * Fetches a feed.
	 * @param address where it lies
	 * @param etag what its server called the state that is known; null if none is
	 * @param lastModified when its server said that it changed last; null if unknown
	 * @return the feed, without content if it is as it was
	 * @throws FeedUnreadable if that isn't possible
	 */
	Fetched fetch(String address, @Nullable String etag, @Nullable String lastModified) {
		URI uri = this.addresses.check(address);
		for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
			this.addresses.checkTarget(uri);
			HttpResponse<byte[]> answer = send(request(uri, etag, lastModified));
			int status = answer.statusCode();
			if (status == 200) {
				return new Fetched(new String(answer.body(), StandardCharsets.UTF_8), header(answer, "ETag", 250),
						header(answer, "Last-Modified", 100));
			}
			if (status == 304) {
				return new Fetched(null, etag, lastModified);
			}
			String location = (status >= 300 && status < 400) ? header(answer, "Location", 1000) : null;
			if (location == null) {
				throw new FeedUnreadable("The server answered with status " + status + ".");
			}
			uri = elsewhere(uri, location);
		}
		throw new FeedUnreadable("The server sends us from one address to the next.");
	}

	private URI elsewhere(URI uri, String location) {
		try {
			return this.addresses.check(uri.resolve(location).toString());
		}
		catch (IllegalArgumentException | Invalid ex) {
			throw new FeedUnreadable("The server sends us to an address that no feed may have.");
		}
	}

	private HttpRequest request(URI uri, @Nullable String etag, @Nullable String lastModified) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.timeout(this.settings.within())
			.header("Accept", "text/calendar, */*;q=0.1")
			.header("User-Agent", "Followthrough");
		if (etag != null) {
			request.header("If-None-Match", etag);
		}
		if (lastModified != null) {
			request.header("If-Modified-Since", lastModified);
		}
		return request.build();
	}

	private HttpResponse<byte[]> send(HttpRequest request) {
		long most = this.settings.largest().toBytes();
		CompletableFuture<HttpResponse<byte[]>> answer = this.http.sendAsync(request, (head) -> new Limited(most));
		try {
			return answer.get(this.settings.within().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof FeedUnreadable told) {
				throw told;
			}
			if (ex.getCause() != null && ex.getCause().getCause() instanceof FeedUnreadable told) {
				throw told;
			}
			throw new FeedUnreadable("The server can't be reached: " + words(ex.getCause()));
		}
		catch (TimeoutException ex) {
			throw new FeedUnreadable("The server took longer than " + this.settings.within().toSeconds() + " seconds.");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new FeedUnreadable("The application ended meanwhile.");
		}
		finally {
			answer.cancel(true);
		}
	}

	private static String words(@Nullable Throwable cause) {
		String message = (cause != null) ? cause.getMessage() : null;
		return (message != null) ? message : String.valueOf(cause);
	}

	private static @Nullable String header(HttpResponse<?> answer, String name, int longest) {
		return answer.headers().firstValue(name).filter((value) -> value.length() <= longest).orElse(null);
	}

	/**
	 * A feed.
	 *
	 * @param content what it says; null if it is as it was
	 * @param etag what its server calls this state
	 * @param lastModified when its server says that it changed last
	 */
	record Fetched(@Nullable String content, @Nullable String etag, @Nullable String lastModified) {

		/** What is kept holds. */
		static final Fetched UNCHANGED = new Fetched(null, null, null);

	}

	/**
	 * Takes a body that is no larger than it may be, and hangs up on any other.
	 */
	private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {

		private final long most;

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private final CompletableFuture<byte[]> body = new CompletableFuture<>();

		private Flow.@Nullable Subscription subscription;

		Limited(long most) {
			this.most = most;
		}

		@Override
		public CompletionStage<byte[]> getBody() {
			return this.body;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscribed) {
			this.subscription = subscribed;
			subscribed.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(List<ByteBuffer> pieces) {
			for (ByteBuffer piece : pieces) {
				if (this.bytes.size() + piece.remaining() > this.most) {
					this.body.completeExceptionally(
							new FeedUnreadable("The feed is larger than " + this.most / 1024 + " KB."));
					if (this.subscription != null) {
						this.subscription.cancel();
					}
					return;
				}
				byte[] part = new byte[piece.remaining()];
				piece.get(part);
				this.bytes.write(part, 0, part.length);
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.body.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.body.complete(this.bytes.toByteArray());
		}

	}

}

package org.followthrough.correspondence;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;
import org.apache.tika.Tika;
import org.followthrough.web.PublicAddresses;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Gets pictures that a mail shows from elsewhere, once somebody asked for them. We do it
 * and not the reader's browser, so that whoever sent the mail learns neither who reads it
 * nor where. Addresses come from strangers: none within our network is asked, nothing but
 * a picture is handed on, and only a few are fetched at a time.
 */
@Component
public class RemotePictures implements DisposableBean {

	private static final int AT_ONCE = 8;

	private static final int MOST_REDIRECTS = 3;

	private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

	private final Semaphore free = new Semaphore(AT_ONCE);

	private final Tika types = new Tika();

	private final PictureSettings settings;

	private final CloseableHttpClient http;

	private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor((work) -> {
		Thread thread = new Thread(work, "picture-alarm");
		thread.setDaemon(true);
		return thread;
	});

	RemotePictures(PictureSettings settings) {
		this.settings = settings;
		Timeout patience = Timeout.of(settings.within());
		PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
			.setMaxConnTotal(AT_ONCE)
			.setMaxConnPerRoute(AT_ONCE)
			.setDefaultConnectionConfig(
					ConnectionConfig.custom().setConnectTimeout(patience).setSocketTimeout(patience).build());
		if (!settings.inside()) {
			connections.setDnsResolver(new PublicAddresses());
		}
		this.http = HttpClients.custom()
			.setConnectionManager(connections.build())
			.setUserAgent("Followthrough")
			.disableRedirectHandling()
			.disableCookieManagement()
			.disableAutomaticRetries()
			.disableAuthCaching()
			.build();
	}

	/**
	 * Gets a picture.
	 * @param address where it is, as a mail says it
	 * @return the picture; empty if there is none to be shown, for whatever reason
	 */
	public Optional<Picture> get(String address) {
		try {
			if (!this.free.tryAcquire(this.settings.within().toMillis(), TimeUnit.MILLISECONDS)) {
				return Optional.empty();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
		try {
			return followed(URI.create(address.replace(" ", "%20")));
		}
		catch (IOException | IllegalArgumentException ex) {
			return Optional.empty();
		}
		finally {
			this.free.release();
		}
	}

	private Optional<Picture> followed(URI address) throws IOException {
		URI at = address;
		for (int hop = 0; hop <= MOST_REDIRECTS && isWeb(at); hop++) {
			Answer answer = ask(at);
			if (answer.next() == null) {
				return Optional.ofNullable(answer.picture());
			}
			at = at.resolve(answer.next());
		}
		return Optional.empty();
	}

	/** Other ports belong to other things than web sites. */
	private boolean isWeb(URI address) {
		String scheme = String.valueOf(address.getScheme());
		int port = address.getPort();
		return (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http")) && address.getHost() != null
				&& address.getUserInfo() == null && (this.settings.inside() || port == -1 || port == 80 || port == 443);
	}

	private Answer ask(URI address) throws IOException {
		HttpGet request = new HttpGet(address);
		request.setHeader("Accept", "image/*");
		ScheduledFuture<?> timeIsUp = this.alarm.schedule(request::cancel, this.settings.within().toMillis(),
				TimeUnit.MILLISECONDS);
		try (ClassicHttpResponse response = this.http.executeOpen(null, request, null)) {
			if (response.getCode() / 100 == 3 && response.getFirstHeader("Location") != null) {
				return new Answer(URI.create(response.getFirstHeader("Location").getValue()), null);
			}
			if (response.getCode() != 200 || response.getEntity() == null) {
				return new Answer(null, null);
			}
			try (InputStream content = response.getEntity().getContent()) {
				return new Answer(null, picture(content));
			}
		}
		finally {
			timeIsUp.cancel(false);
		}
	}

	private @Nullable Picture picture(InputStream content) throws IOException {
		int largest = Math.toIntExact(this.settings.largest().toBytes());
		byte[] bytes = content.readNBytes(largest + 1);
		String type = this.types.detect(bytes);
		return (bytes.length <= largest && SHOWN.contains(type)) ? new Picture(type, bytes) : null;
	}

	@Override
	public void destroy() throws IOException {
		this.alarm.shutdownNow();
		this.http.close();
	}

	/**
	 * A picture.
	 *
	 * @param type its media type, by its bytes
	 * @param bytes what it holds
	 */
	public record Picture(String type, byte[] bytes) {
	}

	/**
	 * What was answered: where else to look, a picture, or nothing.
	 */
	private record Answer(@Nullable URI next, @Nullable Picture picture) {
	}

}

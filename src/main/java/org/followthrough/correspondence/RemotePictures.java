package org.followthrough.correspondence;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.tika.Tika;
import org.followthrough.web.StrangersHttp;
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

	private final Semaphore free = new Semaphore(AT_ONCE);

	private final Tika types = new Tika();

	private final PictureSettings settings;

	private final StrangersHttp http;

	RemotePictures(PictureSettings settings) {
		this.settings = settings;
		this.http = new StrangersHttp("picture-alarm", settings.within(), settings.inside(), AT_ONCE, AT_ONCE);
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
		return this.http.ask(request, this::read);
	}

	private Answer read(ClassicHttpResponse response) throws IOException {
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

	private @Nullable Picture picture(InputStream content) throws IOException {
		int largest = Math.toIntExact(this.settings.largest().toBytes());
		byte[] bytes = content.readNBytes(largest + 1);
		String type = this.types.detect(bytes);
		return (bytes.length <= largest && Attachment.PICTURES.contains(type)) ? new Picture(type, bytes) : null;
	}

	@Override
	public void destroy() throws IOException {
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

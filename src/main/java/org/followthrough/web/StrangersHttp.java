package org.followthrough.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks web servers whose addresses others have named: none within our network, following
 * it nowhere, and within its time from the first byte to the last.
 */
public final class StrangersHttp implements Closeable {

	private final CloseableHttpClient http;

	private final ScheduledExecutorService alarm;

	private final Duration within;

	/**
	 * A client of its own.
	 * @param name of its thread
	 * @param within how long one request may take
	 * @param inside whether addresses within our network may be asked, too
	 * @param atOnce how many requests at once
	 * @param eachAtOnce how many of them to the same server
	 */
	public StrangersHttp(String name, Duration within, boolean inside, int atOnce, int eachAtOnce) {
		this.within = within;
		this.alarm = Executors.newSingleThreadScheduledExecutor((work) -> {
			Thread thread = new Thread(work, name);
			thread.setDaemon(true);
			return thread;
		});
		Timeout patience = Timeout.of(within);
		PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
			.setMaxConnTotal(atOnce)
			.setMaxConnPerRoute(eachAtOnce)
			.setDefaultConnectionConfig(
					ConnectionConfig.custom().setConnectTimeout(patience).setSocketTimeout(patience).build());
		if (!inside) {
			connections.setDnsResolver(new PublicAddresses());
		}
		this.http = HttpClients.custom()
			.setConnectionManager(connections.build())
			.setUserAgent("Followthrough")
			.disableRedirectHandling()
			.disableCookieManagement()
			.disableAutomaticRetries()
			.disableContentCompression()
			.disableAuthCaching()
			.build();
	}

	/**
	 * Asks a server.
	 * @param <T> what is read
	 * @param request what is asked
	 * @param reader reads the answer; what it leaves unread ends with the connection
	 * @return what it read
	 * @throws TimeIsUp if it took too long
	 * @throws IOException if there is no answer, or none that can be read
	 */
	public <T> T ask(HttpUriRequestBase request, Reader<T> reader) throws IOException {
		ScheduledFuture<?> timeIsUp = this.alarm.schedule(request::cancel, this.within.toMillis(),
				TimeUnit.MILLISECONDS);
		try (ClassicHttpResponse response = this.http.executeOpen(null, request, null)) {
			return reader.read(response);
		}
		catch (IOException ex) {
			throw timeIsUp.isDone() ? new TimeIsUp(ex) : ex;
		}
		finally {
			timeIsUp.cancel(false);
		}
	}

	@Override
	public void close() throws IOException {
		this.alarm.shutdownNow();
		this.http.close();
	}

	/**
	 * Reads an answer.
	 *
	 * @param <T> what it reads
	 */
	@FunctionalInterface
	public interface Reader<T> {

		/**
		 * Reads it.
		 * @param response the answer, closed afterwards
		 * @return what is read
		 * @throws IOException if it can't be read
		 */
		T read(ClassicHttpResponse response) throws IOException;

	}

	/**
	 * The time for the request is over.
	 */
	public static final class TimeIsUp extends InterruptedIOException {

		TimeIsUp(IOException cause) {
			initCause(cause);
		}

	}

}

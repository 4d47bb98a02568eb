package org.followthrough.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

import org.followthrough.database.Transactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Where checkpoints lie outside the database: files, and a webhook. Each covers all
 * before it, so one that didn't get there is made up for by the next.
 */
@Component
class Outside {

	private static final Logger log = LoggerFactory.getLogger(Outside.class);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ProofMapper rows;

	private final Transactions transactions;

	private final Path folder;

	private final @Nullable URI webhook;

	private final Clock clock;

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

	/** Not delivered yet. */
	private @Nullable Checkpoint due;

	Outside(ProofMapper rows, Transactions transactions, ProofSettings settings, Clock clock) {
		this.rows = rows;
		this.transactions = transactions;
		this.folder = settings.folder();
		this.webhook = settings.webhook();
		this.clock = clock;
	}

	/**
	 * Takes a checkpoint out, or the last one that could not be.
	 * @param fresh a new one; empty if there is none
	 */
	void take(Optional<Checkpoint> fresh) {
		fresh.ifPresent((checkpoint) -> {
			this.due = checkpoint;
			deliver("file", checkpoint, () -> write(checkpoint));
		});
		Checkpoint last = this.due;
		if (this.webhook == null) {
			this.due = null;
		}
		else if (last != null && deliver("webhook", last, () -> post(last))) {
			this.due = null;
		}
	}

	private boolean deliver(String target, Checkpoint checkpoint, Delivering delivering) {
		String problem = null;
		try {
			delivering.run();
		}
		catch (IOException ex) {
			log.warn("The checkpoint of {} leaves could not be taken to the {}", checkpoint.size(), target, ex);
			problem = String.valueOf(ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		ProofMapper.Delivery delivery = new ProofMapper.Delivery(target, (problem != null) ? 0 : checkpoint.size(),
				(problem != null) ? null : this.clock.instant(),
				(problem != null) ? problem.substring(0, Math.min(500, problem.length())) : null);
		this.transactions.retrying(() -> {
			this.rows.delivered(delivery);
			return true;
		});
		return problem == null;
	}

	private void write(Checkpoint checkpoint) throws IOException {
		Files.createDirectories(this.folder);
		Path file = this.folder.resolve(YearMonth.from(checkpoint.at().atZone(ZoneOffset.UTC)) + ".txt");
		Files.writeString(file, checkpoint.note() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND,
				StandardOpenOption.SYNC);
	}

	private void post(Checkpoint checkpoint) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.webhook)
			.timeout(PATIENCE)
			.header("Content-Type", "text/plain; charset=utf-8")
			.POST(HttpRequest.BodyPublishers.ofString(checkpoint.note()))
			.build();
		int status = this.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
		if (status < 200 || status > 299) {
			throw new IOException("It answered with status " + status + ".");
		}
	}

	/**
	 * What takes a checkpoint somewhere.
	 */
	private interface Delivering {

		void run() throws IOException, InterruptedException;

	}

}

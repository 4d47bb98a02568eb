package org.followthrough.scan;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.database.Files;
import org.followthrough.web.Refusal;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands files out to people and programs, unless they are held: a virus was found in
 * them, or nobody looked yet. Whoever hands files out does so here.
 */
@Component
public class CheckedFiles {

	private final Files files;

	private final ScanMapper scans;

	private final ScanSettings settings;

	private final Clock clock;

	CheckedFiles(Files files, ScanMapper scans, ScanSettings settings, Clock clock) {
		this.files = files;
		this.scans = scans;
		this.settings = settings;
		this.clock = clock;
	}

	/** In the transaction in which it is kept, so that it never is there unlooked at. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	public void kept(Files.FileKept kept) {
		if (this.settings.isOn()) {
			this.scans.insert(kept.id(), this.clock.instant());
		}
	}

	/**
	 * Opens a file.
	 * @param fileId the file
	 * @return what writes it
	 * @throws Held if nobody gets it
	 */
	@Transactional(readOnly = true)
	public Content open(long fileId) {
		this.scans.find(fileId).filter(this::isHeld).ifPresent((scan) -> {
			throw new Held(scan);
		});
		return (target) -> this.files.copy(fileId, target);
	}

	/** Without a scanner nobody waits for one. */
	private boolean isHeld(FileScan scan) {
		return scan.isHeld() && (this.settings.isOn() || scan.state() == FileScan.State.FOUND);
	}

	/**
	 * Which of some files nobody gets, and why.
	 * @param files the files
	 * @return what is known of those that are held, by file
	 */
	@Transactional(readOnly = true)
	public Map<Long, FileScan> held(Collection<Long> files) {
		return files.isEmpty() ? Map.of()
				: this.scans.held(files)
					.stream()
					.filter(this::isHeld)
					.collect(Collectors.toMap(FileScan::fileId, Function.identity()));
	}

	/**
	 * How the scanner is.
	 * @return empty if there is none
	 */
	@Transactional(readOnly = true)
	public Optional<ScanHealth> health() {
		return this.settings.isOn() ? Optional.of(this.scans.health()) : Optional.empty();
	}

	/**
	 * What a file holds.
	 */
	@FunctionalInterface
	public interface Content {

		/**
		 * Writes it.
		 * @param target where to; left open
		 * @throws IOException if the target fails
		 */
		void writeTo(OutputStream target) throws IOException;

	}

	/**
	 * Nobody gets this file.
	 */
	static final class Held extends Refusal {

		Held(FileScan scan) {
			super(Kind.CONFLICT, scan.words());
		}

	}

}

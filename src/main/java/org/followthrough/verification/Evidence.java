package org.followthrough.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Files;
import org.followthrough.identity.Actor;
import org.followthrough.web.Invalid;
import org.followthrough.web.UploadedFile;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The files that show what verifiers saw. They are shown before the check is completed
 * and belong to it from then on, never to be changed.
 */
@Component
public class Evidence {

	private final EvidenceMapper evidence;

	private final Files files;

	private final EvidenceSettings settings;

	private final Audit audit;

	private final Clock clock;

	Evidence(EvidenceMapper evidence, Files files, EvidenceSettings settings, Audit audit, Clock clock) {
		this.evidence = evidence;
		this.files = files;
		this.settings = settings;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Keeps a file for the check that is being made, as the current actor.
	 * @param of the case
	 * @param upload the file
	 * @return what was kept
	 * @throws Invalid if it is empty, or one too many
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public EvidenceFile keep(SupportCase of, UploadedFile upload) {
		int pending = this.evidence.countPending(of.id());
		if (pending >= this.settings.most()) {
			throw new Invalid("files",
					"A check has " + this.settings.most() + " files at the most. Put more of them into one archive.");
		}
		Files.Kept kept = kept(upload);
		String name = upload.safeName(pending + 1);
		if (kept.size() == 0) {
			throw new Invalid("files", "\"" + name + "\" is empty.");
		}
		EvidenceFile shown = this.evidence.insert(of.id(), kept, name, upload.safeType(), Actor.current().id(),
				this.clock.instant());
		this.audit.record(of.number(), "verification.evidence-added",
				Map.of("evidence", shown.id(), "name", name, "size", shown.size(), "sha256", shown.hash()));
		return shown;
	}

	private Files.Kept kept(UploadedFile upload) {
		try (InputStream content = upload.content().open()) {
			return this.files.keep(content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Takes back a file of the check that is being made, as the current actor.
	 * @param of the case
	 * @param id the file
	 * @return whether it was there and could be taken back
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean takeBack(SupportCase of, long id) {
		boolean taken = this.evidence.deletePending(of.id(), id) > 0;
		if (taken) {
			this.audit.record(of.number(), "verification.evidence-taken-back", Map.of("evidence", id));
		}
		return taken;
	}

	/** From now on the files belong to a check. */
	int attach(SupportCase of, long verificationId) {
		return this.evidence.attach(of.id(), verificationId);
	}

	/**
	 * A file of a case.
	 * @param caseId the case
	 * @param id the file
	 * @return the file, if the case has it
	 */
	@Transactional(readOnly = true)
	public Optional<EvidenceFile> find(long caseId, long id) {
		return this.evidence.find(caseId, id);
	}

	/**
	 * All files of a case, oldest first.
	 * @param caseId the case
	 * @return the files
	 */
	@Transactional(readOnly = true)
	public List<EvidenceFile> ofCase(long caseId) {
		return this.evidence.ofCase(caseId);
	}

	/**
	 * The files of some checks, oldest first.
	 * @param checks the checks
	 * @return the files of each, by the check's row
	 */
	@Transactional(readOnly = true)
	public Map<Long, List<EvidenceFile>> of(Collection<Verification> checks) {
		return checks.isEmpty() ? Map.of()
				: this.evidence.of(checks.stream().map(Verification::id).toList())
					.stream()
					.collect(Collectors.groupingBy((file) -> Objects.requireNonNull(file.verificationId())));
	}

}

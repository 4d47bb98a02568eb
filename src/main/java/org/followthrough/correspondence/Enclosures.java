package org.followthrough.correspondence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.followthrough.database.Files;
import org.followthrough.web.UploadedFile;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the files that come with a message by the web and by REST.
 */
@Component
class Enclosures {

	private final Files files;

	private final AttachmentSettings settings;

	Enclosures(Files files, AttachmentSettings settings) {
		this.files = files;
		this.settings = settings;
	}

	/**
	 * Keeps files.
	 * @return what was kept of them, in their order
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<KeptFile> keep(List<UploadedFile> enclosed) {
		if (enclosed.size() > this.settings.most()) {
			throw new UnfitFiles(
					"A message has " + this.settings.most() + " files at the most. Put more of them into one archive.",
					this.settings.most());
		}
		List<KeptFile> kept = new ArrayList<>();
		for (UploadedFile file : enclosed) {
			kept.add(keep(file, kept.size() + 1));
		}
		return kept;
	}

	private KeptFile keep(UploadedFile file, int number) {
		try (InputStream content = file.content().open()) {
			Files.Kept kept = this.files.keep(content);
			String name = file.safeName(number);
			if (kept.size() == 0) {
				throw new UnfitFiles("\"" + name + "\" is empty.", this.settings.most());
			}
			return new KeptFile(kept.id(), name, file.safeType(), kept.size());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A file that was kept.
	 */
	record KeptFile(long id, String name, String mediaType, long size) {
	}

}

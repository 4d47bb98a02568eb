package org.followthrough.correspondence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real mail that nobody on the team wrote, read where it lies: the folder that the system
 * property {@code followthrough.corpora} names, or {@code ../shared/corpora}.
 */
final class MailCorpus {

	private static final Path FOLDER = Path.of(System.getProperty("followthrough.corpora", "../shared/corpora"));

	private MailCorpus() {
	}

	static boolean isThere() {
		return Files.isDirectory(FOLDER.resolve("mail-mime4j"));
	}

	static String whereItWouldBe() {
		return FOLDER.toAbsolutePath().normalize().toString();
	}

	/**
	 * Every mail of the collections.
	 * @return the mails, in the same order every time
	 */
	static List<Sample> mails() {
		List<Sample> all = new ArrayList<>();
		all.addAll(in("mail-mime4j", ".*\\.msg"));
		for (Sample mailbox : in("mail-mime4j", ".*mbox\\.rlug")) {
			all.addAll(mailsOf(mailbox));
		}
		all.addAll(in("mail-mime4j", ".*mbox\\.rlug-\\d"));
		all.addAll(in("mail-flanker/messages", ".*\\.eml|email\\.\\d+"));
		all.addAll(in("mail-cpython", "msg_.*\\.txt"));
		all.addAll(in("mail-bounces-sisimai/maildir", ".*\\.eml"));
		return all;
	}

	private static List<Sample> in(String folder, String name) {
		Path root = FOLDER.resolve(folder);
		try (Stream<Path> paths = Files.walk(root)) {
			return paths.filter((path) -> path.getFileName().toString().matches(name)).sorted().map((path) -> {
				try {
					return new Sample(folder, root.relativize(path).toString(), Files.readAllBytes(path));
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Mails in the mbox format begin with a line that begins with "From " (RFC 4155). */
	private static List<Sample> mailsOf(Sample mailbox) {
		List<Sample> mails = new ArrayList<>();
		for (String mail : new String(mailbox.content(), StandardCharsets.ISO_8859_1).split("(?m)^From .*\\r?\\n")) {
			if (!mail.isBlank()) {
				mails.add(new Sample(mailbox.folder(), mailbox.name() + "#" + (mails.size() + 1),
						mail.getBytes(StandardCharsets.ISO_8859_1)));
			}
		}
		return mails;
	}

	/**
	 * A mail of the collections.
	 *
	 * @param folder the collection
	 * @param name the file in it
	 * @param content its bytes
	 */
	record Sample(String folder, String name, byte[] content) {

		/** One folder of the bounces holds what isn't one. */
		boolean isBounce() {
			return this.folder.contains("bounces") && !this.name.startsWith("not/");
		}

		@Override
		public String toString() {
			return this.folder + "/" + this.name;
		}

	}

}

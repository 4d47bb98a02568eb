package org.followthrough.correspondence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.mail.MessagingException;
import org.followthrough.scan.CheckedFiles;
import org.followthrough.scan.FileScan;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The files that mail of ours brings. They leave the house as they are handed out in it:
 * not before the virus scanner let them through.
 */
@Component
class OutgoingFiles {

	private final MessageMapper messages;

	private final CheckedFiles files;

	OutgoingFiles(MessageMapper messages, CheckedFiles files) {
		this.messages = messages;
		this.files = files;
	}

	/**
	 * Which mails bring files. They are asked for together, since hardly any does.
	 * @param mails the mails
	 * @return rows of mails; automatic mail brings none
	 */
	@Transactional(readOnly = true)
	public Set<Long> bringing(List<OutgoingMail> mails) {
		List<OutgoingMail> possible = mails.stream().filter(OutgoingFiles::mayBring).toList();
		if (possible.isEmpty()) {
			return Set.of();
		}
		Set<Long> messages = this.messages
			.withAttachments(possible.stream().map(OutgoingMail::messageId).collect(Collectors.toSet()));
		return possible.stream()
			.filter((mail) -> messages.contains(mail.messageId()))
			.map(OutgoingMail::id)
			.collect(Collectors.toSet());
	}

	private static boolean mayBring(OutgoingMail mail) {
		return mail.messageId() != null && !mail.automatic();
	}

	/**
	 * What a mail brings.
	 * @param mail the mail
	 * @return its files; automatic mail has none
	 * @throws Held if it can't be sent with them, or not yet
	 */
	@Transactional(readOnly = true)
	public List<OutgoingFile> of(OutgoingMail mail) throws MessagingException {
		if (mail.messageId() == null || mail.automatic()) {
			return List.of();
		}
		List<Attachment> all = this.messages.attachmentsOf(mail.messageId());
		Map<Long, FileScan> held = this.files.held(all.stream().map(Attachment::fileId).toList());
		List<OutgoingFile> ready = new ArrayList<>();
		for (Attachment file : all) {
			FileScan scan = held.get(file.fileId());
			if (scan != null) {
				throw new Held(file, scan);
			}
			ready.add(new OutgoingFile(file.name(),
					Objects.requireNonNullElse(file.foundType(), "application/octet-stream"), content(file)));
		}
		return ready;
	}

	private byte[] content(Attachment file) throws MessagingException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) file.size());
		try {
			this.files.open(file.fileId()).writeTo(bytes);
		}
		catch (IOException ex) {
			throw new MessagingException("The file \"" + file.name() + "\" can't be read", ex);
		}
		return bytes.toByteArray();
	}

	/**
	 * A file as a mail brings it.
	 *
	 * @param name what it is called
	 * @param type what its bytes say it is
	 * @param content its bytes
	 */
	record OutgoingFile(String name, String type, byte[] content) {
	}

	/**
	 * A file may not leave the house, or not yet.
	 */
	static class Held extends MessagingException {

		private final boolean forGood;

		Held(Attachment file, FileScan scan) {
			super("The file \"" + file.name() + "\" is not sent. " + scan.words());
			this.forGood = scan.virus() != null;
		}

		boolean isForGood() {
			return this.forGood;
		}

	}

}

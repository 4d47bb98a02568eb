package org.followthrough.correspondence;

import java.util.List;
import java.util.Optional;

import org.followthrough.web.Language;
import org.followthrough.web.Languages;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows mail as it looks, made safe.
 */
@Component
public class ShownMail {

	private final MessageMapper messages;

	private final Languages languages;

	ShownMail(MessageMapper messages, Languages languages) {
		this.messages = messages;
		this.languages = languages;
	}

	/**
	 * How a message looks.
	 * @param message the message
	 * @param pictures whether somebody asked for its pictures from elsewhere
	 * @param reader in whose language it is told what is folded
	 * @return HTML to be shown apart from everything else; empty if it is nothing but
	 * words
	 */
	@Transactional(readOnly = true)
	public Optional<Look> of(Message message, boolean pictures, Language reader) {
		return shown(message, pictures, reader).map((shown) -> new Look(shown.html(), shown.remote().size()));
	}

	/**
	 * Where one of a message's pictures from elsewhere is.
	 * @param message the message
	 * @param place which of them, counted from 0
	 * @return its address, as the mail says it
	 */
	@Transactional(readOnly = true)
	public Optional<String> picture(Message message, int place) {
		return shown(message, true, this.languages.english()).flatMap((shown) -> shown.remote(place));
	}

	private Optional<MailLooks.Shown> shown(Message message, boolean pictures, Language reader) {
		List<String> parts = this.messages.htmlOf(message.id());
		return parts.isEmpty() ? Optional.empty()
				: Optional.of(MailLooks.of(parts, this.messages.attachmentsOf(message.id()), pictures,
						new MailLooks.Folds(reader.say("mail.quoted"), reader.say("mail.signature"))));
	}

	/**
	 * A message as it looks.
	 *
	 * @param html made safe, to be shown apart
	 * @param remote how many of its pictures are elsewhere
	 */
	public record Look(String html, int remote) {
	}

}

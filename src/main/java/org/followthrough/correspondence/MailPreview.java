package org.followthrough.correspondence;

import org.followthrough.web.Language;

/**
 * A mail as it goes out, for people to look at before it does.
 *
 * @param from the name and address that it is from
 * @param to whom it goes to
 * @param subject its subject
 * @param language the language of what stands around the words
 * @param text its text
 * @param html the same for mail programs that show HTML
 */
public record MailPreview(String from, String to, String subject, Language language, String text, String html) {
}

package org.followthrough.correspondence;

/**
 * A file that came with a message.
 *
 * @param id row
 * @param messageId the message
 * @param fileId where its content is kept
 * @param name made safe to show and to save under
 * @param mediaType what its sender said it is; never trusted for showing
 * @param size in bytes
 */
public record Attachment(long id, long messageId, long fileId, String name, String mediaType, long size) {
}

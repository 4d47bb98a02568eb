package org.followthrough.journey;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Something that a person has to do.
 *
 * @param id under which it is claimed and completed
 * @param key what kind it is: the id in its model
 * @param name for people
 * @param caseNumber the case it belongs to
 * @param assignee who has it; null while nobody does
 * @param groups whose people may take it
 * @param candidate the account of the one of them whom it is for, because they are on
 * shift; null if any of them may take it
 * @param createdAt since when it waits
 * @param dueAt by when the customer was promised word
 * @param priority for ordering, 0 to 100
 * @param fields what has to be filled in to complete it
 */
public record TaskView(String id, String key, String name, String caseNumber, @Nullable String assignee,
		List<String> groups, @Nullable String candidate, Instant createdAt, @Nullable Instant dueAt, int priority,
		List<FormField> fields) {
}

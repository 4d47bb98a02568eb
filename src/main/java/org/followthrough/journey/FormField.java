package org.followthrough.journey;

import java.util.List;
import java.util.Map;

/**
 * A field of a task's form.
 *
 * @param name under which its value is sent
 * @param label for people
 * @param type {@code text} (several lines), {@code string} (one line), {@code choice},
 * {@code choices}, {@code datetime} (ISO 8601 with offset), {@code number} or
 * {@code boolean}
 * @param required whether it must be filled in
 * @param options the values of a choice; empty for other types
 * @param optionLabels what the values mean, for people
 * @param description a hint for people; may be empty
 * @param maxLength the most characters; 0 for no limit of its own
 */
public record FormField(String name, String label, String type, boolean required, List<String> options,
		Map<String, String> optionLabels, String description, int maxLength) {
}

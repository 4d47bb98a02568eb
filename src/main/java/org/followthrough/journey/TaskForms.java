package org.followthrough.journey;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * The forms as they are published now. They are read again every few seconds, so that
 * each node soon knows a form that was published by another.
 */
@Component
class TaskForms {

	private static final Logger log = LoggerFactory.getLogger(TaskForms.class);

	private static final Duration FRESH = Duration.ofSeconds(5);

	private static final String ALL = "all";

	private final LoadingCache<String, Map<String, TaskForm>> published;

	TaskForms(TaskMapper rows) {
		this.published = Caffeine.newBuilder().expireAfterWrite(FRESH).build((key) -> read(rows));
	}

	private static Map<String, TaskForm> read(TaskMapper rows) {
		Map<String, TaskForm> forms = new LinkedHashMap<>();
		for (TaskMapper.FormRow row : rows.forms()) {
			try {
				forms.put(row.formKey(), TaskForm.read(row.content()));
			}
			catch (IOException ex) {
				log.error("The published form {} is not JSON", row.formKey(), ex);
			}
		}
		return forms;
	}

	/**
	 * The form of a kind of task.
	 * @param taskKey the task's id in its model, which is its form's id too
	 * @return the form, if one is published
	 */
	Optional<TaskForm> of(String taskKey) {
		return Optional.ofNullable(Objects.requireNonNull(this.published.get(ALL)).get(taskKey));
	}

	/** Forgets what was read, because a form was published here. */
	void publishedAnew() {
		this.published.invalidateAll();
	}

}

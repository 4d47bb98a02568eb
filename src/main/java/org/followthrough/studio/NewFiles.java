package org.followthrough.studio;

import java.nio.charset.StandardCharsets;

/**
 * What a new file begins as, before anybody has edited it.
 */
final class NewFiles {

	private NewFiles() {
	}

	/**
	 * A form for a task that a manager adds: it shows the case, and what is written in it
	 * becomes a note.
	 * @param id the task's id
	 * @return the form
	 */
	static byte[] form(String id) {
		return """
				{
				  "type": "default",
				  "id": "%s",
				  "schemaVersion": 16,
				  "executionPlatform": "Camunda Platform",
				  "executionPlatformVersion": "7.24.0",
				  "components": [
				    {
				      "type": "textfield",
				      "id": "shown-about",
				      "key": "about",
				      "label": "Case",
				      "disabled": true
				    },
				    {
				      "type": "textarea",
				      "id": "shown-customerWords",
				      "key": "customerWords",
				      "label": "The customer's last words",
				      "disabled": true
				    },
				    {
				      "type": "textarea",
				      "id": "field-message",
				      "key": "message",
				      "label": "Note",
				      "description": "Kept with the case; the customer doesn't see it.",
				      "validate": {
				        "required": true
				      }
				    }
				  ]
				}
				""".formatted(id).getBytes(StandardCharsets.UTF_8);
	}

}

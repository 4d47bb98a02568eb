package org.followthrough.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.followthrough.journey.ModelKind;
import org.followthrough.journey.Vocabularies;
import org.followthrough.journey.Vocabulary;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the models of a draft may name: what is published, and what the draft brings.
 */
@Component
class DraftWords {

	private final Vocabularies vocabularies;

	private final DraftMapper drafts;

	DraftWords(Vocabularies vocabularies, DraftMapper drafts) {
		this.vocabularies = vocabularies;
		this.drafts = drafts;
	}

	/**
	 * The vocabulary of a draft.
	 * @param draft its number; 0 for what is published alone
	 * @return the vocabulary
	 */
	@Transactional(readOnly = true)
	Vocabulary of(long draft) {
		Vocabulary published = this.vocabularies.current();
		if (draft == 0) {
			return published;
		}
		Map<String, Vocabulary.Form> forms = new TreeMap<>();
		published.forms().forEach((form) -> forms.put(form.id(), form));
		List<Vocabulary.Word> processes = new ArrayList<>(published.processes());
		for (DraftFile file : this.drafts.files(draft)) {
			String key = file.kind().key(file.name());
			if (file.kind() == ModelKind.FORM) {
				forms.put(key, this.vocabularies.form(key, file.content()));
			}
			else if (file.kind() == ModelKind.DIAGRAM && processes.stream().noneMatch((one) -> one.id().equals(key))) {
				processes.add(new Vocabulary.Word(key, key));
			}
		}
		return new Vocabulary(published.steps(), published.groups(), published.messages(), published.values(),
				List.copyOf(forms.values()), published.decisions(), processes, published.stages());
	}

}

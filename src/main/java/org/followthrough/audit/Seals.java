package org.followthrough.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens what is sealed in entries, for those who may read it, and destroys the secrets
 * for good. Nothing is remembered between two calls: what was destroyed on any node is
 * closed on all of them from then on.
 */
@Component
public class Seals {

	private static final String SEALED = "\"sealed\":{";

	private static final String NAMED = ":\"customer-";

	private static final String CUSTOMER = "customer";

	private final SealMapper rows;

	Seals(SealMapper rows) {
		this.rows = rows;
	}

	/**
	 * Opens entries, however many with two statements at the most, and none where nothing
	 * is sealed. Where the secret is destroyed, the particulars say when; customers are
	 * called by their addresses as long as they are known.
	 * @param contents entries as they are stored
	 * @return the same with all particulars in their place, in the same order
	 */
	@Transactional(readOnly = true)
	public List<String> open(List<String> contents) {
		List<@Nullable Map<String, Object>> read = new ArrayList<>();
		Set<Long> persons = new HashSet<>();
		Set<Long> owners = new HashSet<>();
		Set<String> streams = new HashSet<>();
		for (String content : contents) {
			if (!content.contains(SEALED) && !content.contains(NAMED)) {
				read.add(null);
				continue;
			}
			Map<String, Object> entry = CanonicalJson.read(content);
			read.add(entry);
			Person.of(entry.get("actor")).ifPresent(persons::add);
			Person.of(details(entry).get(CUSTOMER)).ifPresent(persons::add);
			if (entry.get("sealed") instanceof Map<?, ?> sealed && sealed.get("person") instanceof Number owner) {
				owners.add(owner.longValue());
				streams.add((String) entry.get("stream"));
			}
		}
		Known known = known(persons, owners, streams);
		List<String> opened = new ArrayList<>();
		for (int i = 0; i < contents.size(); i++) {
			Map<String, Object> entry = read.get(i);
			opened.add((entry != null) ? CanonicalJson.write(open(entry, known)) : contents.get(i));
		}
		return opened;
	}

	private Known known(Set<Long> persons, Set<Long> owners, Set<String> streams) {
		Set<Long> all = new HashSet<>(persons);
		all.addAll(owners);
		return new Known(all.isEmpty() ? Map.of() : by(this.rows.known(all), SealMapper.Known::person),
				streams.isEmpty() ? Map.of() : by(this.rows.salts(streams), SealMapper.Salt::stream));
	}

	private static <K, T> Map<K, T> by(Collection<T> rows, Function<T, K> key) {
		return rows.stream().collect(Collectors.toMap(key, Function.identity()));
	}

	private static Map<String, Object> open(Map<String, Object> entry, Known known) {
		Map<String, Object> details = new LinkedHashMap<>(details(entry));
		entry.computeIfPresent("actor", (key, actor) -> known.name(actor));
		details.computeIfPresent(CUSTOMER, (key, customer) -> known.name(customer));
		if (entry.remove("sealed") instanceof Map<?, ?> sealed && sealed.get("person") instanceof Number owner) {
			String stream = (String) entry.get("stream");
			Map<String, Object> words = known.seal(owner.longValue(), stream).read((String) sealed.get("text"), entry);
			if (words != null) {
				details.putAll(words);
			}
			else if (sealed.get("names") instanceof Collection<?> names) {
				String erased = known.erased(owner.longValue(), stream);
				names.forEach((name) -> details.put(String.valueOf(name), erased));
			}
		}
		entry.put("details", details);
		return entry;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> details(Map<String, Object> entry) {
		return (Map<String, Object>) Objects.requireNonNullElse(entry.get("details"), Map.of());
	}

	/**
	 * What entries call whoever has an address.
	 * @param address a mail address, or anything else by which entries call somebody
	 * @return what they call a customer of that address; else the same
	 */
	@Transactional(readOnly = true)
	public String called(String address) {
		if (!address.contains("@")) {
			return address;
		}
		Long person = this.rows.person(address.strip().toLowerCase(Locale.ROOT));
		return (person != null) ? Person.called(person) : address;
	}

	/**
	 * Names those whom entries call by numbers, as long as they are known.
	 * @param called what entries call them
	 * @return their addresses by that; whom nobody knows is left out
	 */
	@Transactional(readOnly = true)
	public Map<String, String> names(Collection<String> called) {
		Set<Long> persons = called.stream().map(Person::of).flatMap(Optional::stream).collect(Collectors.toSet());
		Known known = known(persons, Set.of(), Set.of());
		Map<String, String> names = new HashMap<>();
		persons
			.forEach((person) -> names.put(Person.called(person), String.valueOf(known.name(Person.called(person)))));
		return names;
	}

	/**
	 * Destroys a person's secret, for good: what is sealed of theirs can't be read from
	 * the end of the transaction on. Whoever opens a case of theirs at the moment comes
	 * before it or loses.
	 * @param person the customer's row
	 * @param at when
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void destroy(long person, Instant at) {
		this.rows.insert(person, Seal.random());
		this.rows.lock(person);
		this.rows.destroy(person, at);
	}

	/** Destroys what the secrets of some cases are made of. */
	void destroyOfCases(Collection<String> streams, Instant at) {
		this.rows.destroySalts(streams, at);
	}

	/**
	 * The seal of a case that begins.
	 * @throws ConcurrencyFailureException if its person was erased meanwhile
	 */
	SealMapper.Secret begun(long person) {
		SealMapper.Secret secret = this.rows.share(person).orElseGet(() -> {
			this.rows.insert(person, Seal.random());
			return this.rows.share(person).orElseThrow();
		});
		if (secret.destroyedAt() != null) {
			throw new ErasedMeanwhile();
		}
		return secret;
	}

	/** The secret of a person whose cases are older than secrets; null once erased. */
	byte @Nullable [] ofOlder(long person) {
		this.rows.insert(person, Seal.random());
		return this.rows.share(person).orElseThrow().secret();
	}

	/** The seal of entries about a person that belong to no case. */
	Seal about(long person) {
		return Seal.of(person, ofOlder(person), Seal.NO_CASE);
	}

	/** A fresh salt for a stream that was begun before there were any. */
	byte[] salted(String stream) {
		byte[] salt = Seal.random();
		this.rows.salt(stream, salt);
		return salt;
	}

	/**
	 * What is known of those whom entries are about.
	 */
	private record Known(Map<Long, SealMapper.Known> persons, Map<String, SealMapper.Salt> salts) {

		Object name(Object called) {
			return Person.of(called)
				.map(this.persons::get)
				.filter((person) -> person.destroyedAt() == null)
				.map((person) -> (Object) person.email())
				.orElse(called);
		}

		Seal seal(long person, String stream) {
			SealMapper.Known secret = this.persons.get(person);
			SealMapper.Salt salt = this.salts.get(stream);
			return Seal.of(person, (secret != null) ? secret.secret() : null,
					(salt == null || salt.person() == null) ? Seal.NO_CASE : salt.salt());
		}

		String erased(long person, String stream) {
			SealMapper.Known secret = this.persons.get(person);
			SealMapper.Salt salt = this.salts.get(stream);
			Instant at = (secret != null) ? secret.destroyedAt() : null;
			at = (at == null && salt != null) ? salt.erasedAt() : at;
			return (at != null) ? "(erased on " + LocalDate.ofInstant(at, ZoneOffset.UTC) + ")" : "(can't be read)";
		}

	}

	/**
	 * Somebody was erased while a case of theirs was being opened. Tried again, they are
	 * somebody new.
	 */
	static class ErasedMeanwhile extends ConcurrencyFailureException {

		ErasedMeanwhile() {
			super("The customer was erased meanwhile");
		}

	}

}

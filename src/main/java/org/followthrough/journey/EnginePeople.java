package org.followthrough.journey;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The people as the engine knows them. Rights that were taken end here within seconds, on
 * every node.
 */
@Component
class EnginePeople implements People {

	private static final Duration FRESH = Duration.ofSeconds(5);

	private static final int MOST = 500;

	private final IdentityService identities;

	private final LoadingCache<String, Optional<Person>> known;

	EnginePeople(@Lazy IdentityService identities) {
		this.identities = identities;
		this.known = Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(10_000).build(this::read);
	}

	@Override
	public Optional<Person> find(String account) {
		return this.known.get(account);
	}

	@Override
	public List<String> in(String group) {
		return asApplication(() -> this.identities.createUserQuery()
			.memberOfGroup(group)
			.orderByUserId()
			.asc()
			.listPage(0, MOST)
			.stream()
			.map(User::getId)
			.toList());
	}

	private Optional<Person> read(String account) {
		return asApplication(() -> lookUp(account));
	}

	/**
	 * Reads as the application, not with the rights of whoever Tasklist's request is
	 * from: they may look up nobody but themselves.
	 */
	private <T> T asApplication(Supplier<T> reading) {
		Authentication caller = this.identities.getCurrentAuthentication();
		this.identities.clearAuthentication();
		try {
			return reading.get();
		}
		finally {
			if (caller != null) {
				this.identities.setAuthentication(caller);
			}
		}
	}

	private Optional<Person> lookUp(String account) {
		User user = this.identities.createUserQuery().userId(account).singleResult();
		if (user == null) {
			return Optional.empty();
		}
		Set<String> groups = this.identities.createGroupQuery()
			.groupMember(account)
			.list()
			.stream()
			.map(Group::getId)
			.collect(Collectors.toUnmodifiableSet());
		String name = Stream.of(user.getFirstName(), user.getLastName())
			.filter((part) -> part != null && !part.isBlank())
			.collect(Collectors.joining(" "));
		return Optional.of(new Person(account, name.isEmpty() ? account : name,
				(user.getEmail() != null) ? user.getEmail() : "", groups));
	}

	@Override
	public boolean passwordMatches(String account, String password) {
		return this.identities.checkPassword(account, password);
	}

	@Override
	@Transactional
	public void add(Person person, String password) {
		User user = this.identities.newUser(person.account());
		int space = person.name().lastIndexOf(' ');
		user.setFirstName((space > 0) ? person.name().substring(0, space) : "");
		user.setLastName(person.name().substring(space + 1));
		user.setEmail(person.email());
		user.setPassword(password);
		this.identities.saveUser(user);
		person.groups().forEach((group) -> this.identities.createMembership(person.account(), group));
		this.known.invalidate(person.account());
	}

	@Override
	public boolean areNone() {
		return this.identities.createUserQuery().count() == 0;
	}

	@Override
	@Transactional
	public void ensureGroups() {
		for (String id : Groups.ALL) {
			if (this.identities.createGroupQuery().groupId(id).count() == 0) {
				Group group = this.identities.newGroup(id);
				group.setName(id.replace('-', ' '));
				group.setType("WORKFLOW");
				this.identities.saveGroup(group);
			}
		}
	}

}

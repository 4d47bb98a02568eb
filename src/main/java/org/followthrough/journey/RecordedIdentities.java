package org.followthrough.journey;

import java.util.Map;
import java.util.function.Supplier;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.identity.db.DbUserQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.followthrough.audit.Audit;
import org.followthrough.identity.ApiTokens;
import org.followthrough.identity.Groups;
import org.followthrough.rota.Leavers;

/**
 * The engine's own accounts, with an audit entry for every right given and taken, also
 * when it is done in Camunda Admin.
 */
class RecordedIdentities extends DbIdentityServiceProvider {

	private static final String CAMUNDA_ADMINS = "camunda-admin";

	private final Audit audit;

	private final ApiTokens tokens;

	private final Leavers leavers;

	RecordedIdentities(Audit audit, ApiTokens tokens, Leavers leavers) {
		this.audit = audit;
		this.tokens = tokens;
		this.leavers = leavers;
	}

	static SessionFactory factory(Supplier<Audit> audit, Supplier<ApiTokens> tokens, Supplier<Leavers> leavers) {
		return new EngineSession(RecordedIdentities.class,
				() -> new RecordedIdentities(audit.get(), tokens.get(), leavers.get()));
	}

	/**
	 * Camunda's web applications ask whether a group of theirs has members, and else lead
	 * everybody to a page that makes an administrator. Their group is our admins.
	 */
	@Override
	public long findUserCountByQueryCriteria(DbUserQueryImpl query) {
		if (CAMUNDA_ADMINS.equals(query.getGroupId())) {
			query.memberOfGroup(Groups.ADMINS);
		}
		return super.findUserCountByQueryCriteria(query);
	}

	@Override
	public IdentityOperationResult saveUser(User user) {
		IdentityOperationResult result = super.saveUser(user);
		this.audit.record(Audit.SYSTEM, "account.saved", Map.of("account", user.getId()));
		return result;
	}

	@Override
	public IdentityOperationResult deleteUser(String userId) {
		IdentityOperationResult result = super.deleteUser(userId);
		this.tokens.deleteAllOf(userId);
		this.leavers.left(userId);
		this.audit.record(Audit.SYSTEM, "account.deleted", Map.of("account", userId));
		return result;
	}

	@Override
	public IdentityOperationResult deleteGroup(String groupId) {
		if (Groups.ALL.contains(groupId)) {
			throw new BadUserRequestException(
					"The group " + groupId + " has its part in every case. Take people out of it instead.");
		}
		IdentityOperationResult result = super.deleteGroup(groupId);
		this.audit.record(Audit.SYSTEM, "group.deleted", Map.of("group", groupId));
		return result;
	}

	@Override
	public IdentityOperationResult createMembership(String userId, String groupId) {
		IdentityOperationResult result = super.createMembership(userId, groupId);
		this.audit.record(Audit.SYSTEM, "account.joined", Map.of("account", userId, "group", groupId));
		return result;
	}

	@Override
	public IdentityOperationResult deleteMembership(String userId, String groupId) {
		IdentityOperationResult result = super.deleteMembership(userId, groupId);
		if (Groups.ENGINEERS.equals(groupId)) {
			this.leavers.left(userId);
		}
		this.audit.record(Audit.SYSTEM, "account.left", Map.of("account", userId, "group", groupId));
		return result;
	}

}

package dev.trierarch.api.auth;

import dev.trierarch.api.authz.Attributes;
import dev.trierarch.api.authz.Authorization;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Lets a caller that may do so act as somebody else: {@code kubectl --as}. */
@ApplicationScoped
public class Impersonation {

  private static final String USER = "Impersonate-User";
  private static final String GROUP = "Impersonate-Group";
  private static final String UID = "Impersonate-Uid";

  private final Authorization authorization;

  /** For the container's proxy. */
  Impersonation() {
    this(null);
  }

  @Inject
  public Impersonation(Authorization authorization) {
    this.authorization = authorization;
  }

  /** The caller, or who it acts as; throws a 403 when it may not. */
  public Caller caller(HttpServletRequest request, Caller caller) {
    String user = request.getHeader(USER);
    List<String> groups = list(request, GROUP);
    if (user == null || user.isEmpty()) {
      if (!groups.isEmpty() || request.getHeader(UID) != null) {
        throw ApiErrors.badRequest(
            "requested impersonation of groups or a uid without impersonating a user");
      }
      return caller;
    }
    check(caller, user, groups);
    String uid = request.getHeader(UID) == null ? "" : request.getHeader(UID);
    return Users.using(
        Users.user(user, uid, withImpliedGroups(user, groups), Map.of()), caller.userAgent());
  }

  private void check(Caller caller, String user, List<String> groups) {
    if (user.startsWith(Users.SERVICE_ACCOUNT_PREFIX)) {
      String[] parts = user.substring(Users.SERVICE_ACCOUNT_PREFIX.length()).split(":", -1);
      authorization.check(
          Attributes.resource(
              caller, "impersonate", "", "serviceaccounts", parts[0], parts[parts.length - 1]));
    } else {
      authorization.check(Attributes.resource(caller, "impersonate", "", "users", "", user));
    }
    for (String group : groups) {
      authorization.check(Attributes.resource(caller, "impersonate", "", "groups", "", group));
    }
  }

  private static List<String> withImpliedGroups(String user, List<String> named) {
    List<String> groups = new ArrayList<>(named);
    if (groups.isEmpty() && user.startsWith(Users.SERVICE_ACCOUNT_PREFIX)) {
      String rest = user.substring(Users.SERVICE_ACCOUNT_PREFIX.length());
      groups.add(Users.SERVICE_ACCOUNTS);
      groups.add(Users.SERVICE_ACCOUNTS + ":" + rest.substring(0, Math.max(0, rest.indexOf(':'))));
    }
    if (user.equals(Users.ANONYMOUS) && !groups.contains(Users.UNAUTHENTICATED)) {
      groups.add(Users.UNAUTHENTICATED);
    }
    return groups;
  }

  private static List<String> list(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }
}

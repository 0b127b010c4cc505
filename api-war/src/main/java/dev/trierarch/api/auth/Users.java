package dev.trierarch.api.auth;

import dev.trierarch.registry.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names of users and groups that Kubernetes gives a meaning. */
public final class Users {

  public static final String ANONYMOUS = "system:anonymous";
  public static final String UNAUTHENTICATED = "system:unauthenticated";
  public static final String AUTHENTICATED = "system:authenticated";
  public static final String MASTERS = "system:masters";
  public static final String NODES = "system:nodes";
  public static final String NODE_PREFIX = "system:node:";
  public static final String BOOTSTRAPPERS = "system:bootstrappers";
  public static final String BOOTSTRAP_PREFIX = "system:bootstrap:";
  public static final String SERVICE_ACCOUNT_PREFIX = "system:serviceaccount:";
  public static final String SERVICE_ACCOUNTS = "system:serviceaccounts";

  /** By what extra the credential is known that a user was authenticated by. */
  static final String CREDENTIAL_ID = "authentication.kubernetes.io/credential-id";

  private Users() {}

  /** A user with no program yet; {@link #using} adds it. */
  static Caller user(
      String name, String uid, List<String> groups, Map<String, List<String>> extra) {
    List<String> all = new ArrayList<>(groups);
    if (!all.contains(AUTHENTICATED) && !all.contains(UNAUTHENTICATED)) {
      all.add(AUTHENTICATED);
    }
    return new Caller(name, uid, List.copyOf(all), extra, "");
  }

  static Caller anonymous() {
    return user(ANONYMOUS, "", List.of(UNAUTHENTICATED), Map.of());
  }

  /** The same user, with the program it uses. */
  static Caller using(Caller user, String userAgent) {
    return new Caller(user.user(), user.uid(), user.groups(), user.extra(), userAgent);
  }
}

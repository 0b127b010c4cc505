package dev.trierarch.api.authz;

/**
 * What one authorizer says.
 *
 * @param allowed false means that it has no opinion: the next is asked
 * @param reason for people, may be empty
 */
public record Decision(boolean allowed, String reason) {

  public static Decision allow(String reason) {
    return new Decision(true, reason);
  }

  public static Decision noOpinion(String reason) {
    return new Decision(false, reason);
  }
}

package dev.trierarch.controller.runtime;

import dev.trierarch.registry.ApiException;

/** What a refusal by the registry means to a controller. */
public final class Refusals {

  private Refusals() {}

  public static boolean isAlreadyThere(ApiException refused) {
    return "AlreadyExists".equals(refused.reason());
  }

  public static boolean isNotThere(ApiException refused) {
    return "NotFound".equals(refused.reason());
  }

  /** Nothing new is taken in a namespace that is being deleted; trying again is of no use. */
  public static boolean isNamespaceTerminating(ApiException refused) {
    return refused.code() == 403 && refused.getMessage().contains("is being terminated");
  }
}

package dev.trierarch.catalog.core;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Warnings;

/** The rules that ServiceAccounts are written by. */
public final class ServiceAccountStrategy extends DefaultStrategy {

  private static final String ENFORCE_MOUNTABLE_SECRETS = "kubernetes.io/enforce-mountable-secrets";

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public void warnOfCreate(Field account, Warnings warnings) {
    Field annotations = account.at("metadata", "annotations");
    if (annotations.keys().contains(ENFORCE_MOUNTABLE_SECRETS)) {
      warnings.add(
          annotations.key(ENFORCE_MOUNTABLE_SECRETS),
          "deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets");
    }
  }

  @Override
  public void warnOfUpdate(Field account, Field old, Warnings warnings) {
    if (!old.at("metadata", "annotations").keys().contains(ENFORCE_MOUNTABLE_SECRETS)) {
      warnOfCreate(account, warnings);
    }
  }
}

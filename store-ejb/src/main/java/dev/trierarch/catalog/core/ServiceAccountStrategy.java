package dev.trierarch.catalog.core;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Warnings;
import tools.jackson.databind.node.ObjectNode;

/** The rules that ServiceAccounts are written by. */
public final class ServiceAccountStrategy extends DefaultStrategy {

  private static final String ENFORCE_MOUNTABLE_SECRETS = "kubernetes.io/enforce-mountable-secrets";

  /** A secret of an account is in its namespace: nothing but its name is kept. */
  @Override
  public void prepareForCreate(ObjectNode account) {
    for (ObjectNode secret : Defaults.each(account, "secrets")) {
      secret.retain("name");
    }
  }

  @Override
  public void prepareForUpdate(ObjectNode account, ObjectNode old) {
    prepareForCreate(account);
  }

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

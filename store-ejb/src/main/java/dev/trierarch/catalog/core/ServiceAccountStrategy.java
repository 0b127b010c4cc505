package dev.trierarch.catalog.core;

import dev.trierarch.catalog.DefaultStrategy;

/** The rules that ServiceAccounts are written by. */
public final class ServiceAccountStrategy extends DefaultStrategy {

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}

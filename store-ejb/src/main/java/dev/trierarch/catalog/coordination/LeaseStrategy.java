package dev.trierarch.catalog.coordination;

import dev.trierarch.catalog.DefaultStrategy;

/** The rules that Leases are written by. */
public final class LeaseStrategy extends DefaultStrategy {

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}

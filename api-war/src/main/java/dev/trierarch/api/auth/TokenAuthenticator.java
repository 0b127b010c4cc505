package dev.trierarch.api.auth;

import dev.trierarch.registry.Caller;
import java.util.Optional;

/** Knows users by one sort of bearer token. */
public interface TokenAuthenticator {

  /** The user that the token belongs to; empty when it is not of this sort or not valid. */
  Optional<Caller> user(String token);
}

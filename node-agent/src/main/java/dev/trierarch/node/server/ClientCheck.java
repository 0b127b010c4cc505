package dev.trierarch.node.server;

import java.security.Principal;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Lets in the API server's own client, and administrators: nobody else may read logs here. */
final class ClientCheck {
  private static final String API_SERVER = "kube-apiserver-kubelet-client";
  private static final String ADMINISTRATORS = "system:masters";

  private ClientCheck() {}

  static boolean mayEnter(SSLSession session) {
    try {
      return mayEnter(session.getPeerPrincipal());
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  static boolean mayEnter(Principal client) {
    try {
      List<Rdn> parts = new LdapName(client.getName()).getRdns();
      return parts.stream().anyMatch(rdn -> is(rdn, "CN", API_SERVER))
          || parts.stream().anyMatch(rdn -> is(rdn, "O", ADMINISTRATORS));
    } catch (InvalidNameException e) {
      return false;
    }
  }

  private static boolean is(Rdn rdn, String type, String value) {
    return rdn.getType().equalsIgnoreCase(type) && value.equals(rdn.getValue());
  }
}

/** What objects take of their namespace's quotas, for admission and for the quotas' status. */
package dev.trierarch.quota;

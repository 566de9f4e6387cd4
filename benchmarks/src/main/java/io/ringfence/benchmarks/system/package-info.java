/**
 * Two nights that an operator fears, played against a real node over Aeron UDP and checked from outside.
 *
 * <pre>
 *   CampaignRain ─► Desk ══ UDP ══► ServedNode (killed once)        every claim and its answer in ClaimRecord
 *
 *   ProviderSaga ─► Connector ─┬─ Desk ══ UDP ══► ServedNode        begin, dispatch, report
 *                              └─ ProviderLink ── UDP ──► FakeProvider, a process: drops, delays, repeats
 *                   SagaBooks: money here + money there = money at the start, or an item in a list says why not
 * </pre>
 *
 * <p>Verdicts rest on what the clients noted of every answer and, for the saga, on the ledger of the fake provider,
 * which shares nothing with the node.
 */
package io.ringfence.benchmarks.system;

DROP INDEX "review_expiry";--> statement-breakpoint
DROP INDEX "review_escalation";--> statement-breakpoint
ALTER TABLE "review_decision" ADD COLUMN "window_seconds" integer;--> statement-breakpoint
CREATE INDEX "review_history" ON "review" USING btree ("issuer","subject","operation","requested_at");--> statement-breakpoint
CREATE INDEX "review_body" ON "review" USING btree ("expires_at") WHERE octet_length("review"."sealed_body") > 0;--> statement-breakpoint
CREATE INDEX "review_expiry" ON "review" USING btree ("expires_at") WHERE "review"."state" = 'pending' or ("review"."state" = 'approved' and "review"."kind" <> 'after_the_fact');--> statement-breakpoint
CREATE INDEX "review_escalation" ON "review" USING btree ("escalates_at") WHERE "review"."state" = 'pending' and "review"."escalated_at" is null;
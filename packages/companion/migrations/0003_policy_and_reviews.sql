CREATE TABLE "config_version" (
	"version" integer PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"content" text NOT NULL,
	"origin" text NOT NULL,
	"issuer" text,
	"subject" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limit_lease" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limit_window" (
	"key" "bytea" NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"used" bigint NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "limit_window_pk" PRIMARY KEY("key","starts_at")
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review" uuid NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"dead_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_once" UNIQUE("review","channel","kind")
);
--> statement-breakpoint
CREATE TABLE "review" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"kind" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"client" text,
	"actors" text DEFAULT '[]' NOT NULL,
	"groups" text DEFAULT '[]' NOT NULL,
	"client_ip" text,
	"connection" text NOT NULL,
	"operation" text NOT NULL,
	"policy" text NOT NULL,
	"rule" text NOT NULL,
	"demand" text NOT NULL,
	"purpose" text,
	"correlation_id" uuid NOT NULL,
	"found" text NOT NULL,
	"applied" text NOT NULL,
	"body_bytes" bigint NOT NULL,
	"inputs" integer NOT NULL,
	"before" "bytea" NOT NULL,
	"after" "bytea" NOT NULL,
	"sealed_subject" "bytea" NOT NULL,
	"sealed_body" "bytea" NOT NULL,
	"body_cut" boolean NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"escalates_at" timestamp with time zone,
	"escalated_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"parent" uuid
);
--> statement-breakpoint
CREATE TABLE "review_decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review" uuid NOT NULL,
	"decision" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"person" text NOT NULL,
	"sealed_justification" "bytea" NOT NULL,
	"commitment" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "review_decision_person" UNIQUE("review","person","decision")
);
--> statement-breakpoint
ALTER TABLE "admin_session" ADD COLUMN "groups" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "admin_session" ADD COLUMN "auth_time" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "admin_session" ADD COLUMN "amr" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "admin_session" ADD COLUMN "delegated" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "limit_lease_key" ON "limit_lease" USING btree ("key","expires_at");--> statement-breakpoint
CREATE INDEX "limit_lease_expiry" ON "limit_lease" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "limit_window_expiry" ON "limit_window" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "notice_next" ON "notice" USING btree ("next_at") WHERE "notice"."dead_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "review_pending_call" ON "review" USING btree ("issuer","subject","connection","operation","policy","before") WHERE "review"."state" = 'pending' and "review"."kind" = 'call';--> statement-breakpoint
CREATE INDEX "review_of" ON "review" USING btree ("issuer","subject","connection","operation","state");--> statement-breakpoint
CREATE INDEX "review_state" ON "review" USING btree ("state","requested_at");--> statement-breakpoint
CREATE INDEX "review_expiry" ON "review" USING btree ("expires_at") WHERE "review"."state" in ('pending', 'approved');--> statement-breakpoint
CREATE INDEX "review_escalation" ON "review" USING btree ("escalates_at") WHERE "review"."state" = 'pending';
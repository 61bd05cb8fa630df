CREATE TABLE "ledger_recovery" (
	"index" bigint PRIMARY KEY NOT NULL,
	"witnessed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_watch" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"turn_at" bigint NOT NULL,
	"alarm" text,
	CONSTRAINT "ledger_watch_one_row" CHECK ("ledger_watch"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "ledger_witnessed" (
	"witness" text PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"root" "bytea" NOT NULL,
	"note" text NOT NULL,
	"cosigned_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "legal_hold" (
	"id" uuid PRIMARY KEY NOT NULL,
	"session" uuid,
	"correlation_id" uuid,
	"issuer" text,
	"subject" text,
	"connection" text,
	"subject_of_care" "bytea",
	"sealed_reason" "bytea" NOT NULL,
	"placed_by" text NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	"released_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "originals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"digest" "bytea" NOT NULL,
	"sealed_by" text NOT NULL,
	"store" text NOT NULL,
	"parts" integer NOT NULL,
	"size" bigint NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"purged_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "originals_part" (
	"originals" uuid NOT NULL,
	"index" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "originals_part_pk" PRIMARY KEY("originals","index")
);
--> statement-breakpoint
CREATE TABLE "recording" (
	"id" uuid PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"retention" text NOT NULL,
	"store" text NOT NULL,
	"sealed_key" "bytea",
	"segments" integer DEFAULT 0 NOT NULL,
	"size" bigint DEFAULT 0 NOT NULL,
	"digest" "bytea",
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"cut" boolean DEFAULT false NOT NULL,
	"keep_until" timestamp with time zone NOT NULL,
	"purge_event" uuid,
	"purge_reason" text,
	"purge_due" timestamp with time zone,
	"purged_at" timestamp with time zone,
	"certificate" text,
	"removed_at" timestamp with time zone,
	"bucket_held" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recording_segment" (
	"recording" uuid NOT NULL,
	"index" integer NOT NULL,
	"jwe" "bytea" NOT NULL,
	CONSTRAINT "recording_segment_pk" PRIMARY KEY("recording","index")
);
--> statement-breakpoint
CREATE TABLE "trust_step" (
	"position" integer PRIMARY KEY NOT NULL,
	"endorsement" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_about" (
	"about" uuid NOT NULL,
	"index" bigint NOT NULL,
	CONSTRAINT "event_about_pk" PRIMARY KEY("about","index")
);
--> statement-breakpoint
CREATE TABLE "session_index" (
	"id" uuid PRIMARY KEY NOT NULL,
	"index" bigint NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"issuer" text,
	"subject" text,
	"person" "bytea",
	"client" text,
	"groups" text[] DEFAULT '{}' NOT NULL,
	"client_ip" "inet",
	"connection" text,
	"baa" text,
	"operation" text,
	"model_digest" "bytea",
	"sealed_model" "bytea",
	"correlation_id" uuid,
	"policy" text,
	"rule" text,
	"effect" text NOT NULL,
	"refusal" text,
	"entities" text[] DEFAULT '{}' NOT NULL,
	"purpose" text,
	"review" uuid,
	"subject_of_care" "bytea",
	"recording" text,
	"bytes_out" bigint,
	"granted" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "status" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "error" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "upstream_status" integer;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "bytes_back" bigint;--> statement-breakpoint
CREATE INDEX "legal_hold_live" ON "legal_hold" USING btree ("placed_at") WHERE "legal_hold"."released_at" is null;--> statement-breakpoint
CREATE INDEX "recording_keep" ON "recording" USING btree ("keep_until") WHERE "recording"."purge_event" is null;--> statement-breakpoint
CREATE INDEX "recording_purging" ON "recording" USING btree ("purge_due") WHERE "recording"."purge_event" is not null and "recording"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "recording_bucket_held" ON "recording" USING btree ("id") WHERE "recording"."bucket_held";--> statement-breakpoint
CREATE INDEX "session_index_time" ON "session_index" USING btree ("opened_at","id");--> statement-breakpoint
CREATE INDEX "session_index_person" ON "session_index" USING btree ("person","opened_at","id");--> statement-breakpoint
CREATE INDEX "session_index_correlation" ON "session_index" USING btree ("correlation_id","opened_at","id");--> statement-breakpoint
CREATE INDEX "session_index_care" ON "session_index" USING btree ("subject_of_care","opened_at","id") WHERE "session_index"."subject_of_care" is not null;--> statement-breakpoint
CREATE INDEX "session_index_denied" ON "session_index" USING btree ("opened_at","id") WHERE "session_index"."effect" = 'deny';--> statement-breakpoint
CREATE INDEX "session_index_review" ON "session_index" USING btree ("opened_at","id") WHERE "session_index"."review" is not null;
CREATE TABLE "activity_digest" (
	"id" uuid PRIMARY KEY NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"first" bigint NOT NULL,
	"end" bigint NOT NULL,
	"sealed_content" "bytea" NOT NULL,
	"digest" "bytea" NOT NULL,
	"findings" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"conclusion" text,
	"issuer" text,
	"subject" text,
	"signed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sink" (
	"name" text PRIMARY KEY NOT NULL,
	"next" bigint NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"error" text,
	"due_at" timestamp with time zone NOT NULL,
	"holder" uuid,
	"held_until" timestamp with time zone,
	"delivered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sink_dead_letter" (
	"sink" text NOT NULL,
	"index" bigint NOT NULL,
	"error" text NOT NULL,
	"died_at" timestamp with time zone NOT NULL,
	"again" boolean DEFAULT false NOT NULL,
	CONSTRAINT "sink_dead_letter_pk" PRIMARY KEY("sink","index")
);
--> statement-breakpoint
ALTER TABLE "client_key" ADD COLUMN "granted_index" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "activity_digest_period" ON "activity_digest" USING btree ("starts_at","ends_at");--> statement-breakpoint
CREATE INDEX "sink_dead_letter_time" ON "sink_dead_letter" USING btree ("died_at");--> statement-breakpoint
CREATE INDEX "sink_dead_letter_again" ON "sink_dead_letter" USING btree ("sink","index") WHERE "sink_dead_letter"."again";
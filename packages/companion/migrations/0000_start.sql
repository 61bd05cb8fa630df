CREATE TABLE "durability_probe" (
	"id" smallint PRIMARY KEY NOT NULL,
	"probes" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_head" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"origin" text NOT NULL,
	"size" bigint NOT NULL,
	"edge" "bytea" NOT NULL,
	"checkpoint" text NOT NULL,
	CONSTRAINT "ledger_head_one_row" CHECK ("ledger_head"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "ledger_leaf" (
	"index" bigint PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"kid" text NOT NULL,
	"leaf" "bytea" NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	CONSTRAINT "ledger_leaf_kid_event" UNIQUE("kid","event_id")
);
--> statement-breakpoint
CREATE TABLE "ledger_tile" (
	"level" integer NOT NULL,
	"index" bigint NOT NULL,
	"hashes" "bytea" NOT NULL,
	CONSTRAINT "ledger_tile_pk" PRIMARY KEY("level","index")
);
--> statement-breakpoint
CREATE TABLE "secret" (
	"name" text PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"opened_index" bigint NOT NULL,
	"closed_index" bigint,
	"opened_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signing_key" (
	"purpose" text PRIMARY KEY NOT NULL,
	"kid" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"public_jwk" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "session_open" ON "session" USING btree ("opened_at") WHERE "session"."closed_index" is null;
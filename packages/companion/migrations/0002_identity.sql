CREATE TABLE "access_change" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"issuer" text,
	"subject" text,
	"grant_id" uuid,
	"expires_at" timestamp with time zone NOT NULL
);--> statement-breakpoint
CREATE TABLE "admin_role" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "admin_role_pk" PRIMARY KEY("issuer","subject","role")
);--> statement-breakpoint
CREATE TABLE "admin_session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"roles" text NOT NULL,
	"kid" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);--> statement-breakpoint
CREATE TABLE "bootstrap" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"digest" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "bootstrap_one_row" CHECK ("bootstrap"."id" = 1)
);--> statement-breakpoint
CREATE TABLE "identity_groups" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"groups" text NOT NULL,
	"nature" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "identity_groups_pk" PRIMARY KEY("issuer","subject")
);--> statement-breakpoint
CREATE TABLE "used_once" (
	"digest" "bytea" PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);--> statement-breakpoint
ALTER TABLE "secret" DROP CONSTRAINT "secret_pkey";--> statement-breakpoint
ALTER TABLE "signing_key" DROP CONSTRAINT "signing_key_pkey";--> statement-breakpoint
ALTER TABLE "secret" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "signing_key" ADD COLUMN "state" text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "signing_key" ADD COLUMN "changed_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "secret" ADD CONSTRAINT "secret_pk" PRIMARY KEY("name","version");--> statement-breakpoint
ALTER TABLE "signing_key" ADD CONSTRAINT "signing_key_pk" PRIMARY KEY("purpose","kid");--> statement-breakpoint
CREATE INDEX "access_change_at" ON "access_change" USING btree ("at");--> statement-breakpoint
CREATE INDEX "access_change_expiry" ON "access_change" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "admin_session_expiry" ON "admin_session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "used_once_expiry" ON "used_once" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "signing_key_active" ON "signing_key" USING btree ("purpose") WHERE "signing_key"."state" = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "signing_key_next" ON "signing_key" USING btree ("purpose") WHERE "signing_key"."state" = 'next';
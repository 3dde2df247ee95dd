-- article_said: why the program cannot take the article away. It is not asked again; a person does it, and is asked when the message is settled.
alter table channels.wechat_mass add column article_said text;
